package io.kafkatojdbc.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A usual record, and what is right for it.
 *
 * @param name what the record is an example of
 * @param value its value
 * @param key its key
 * @param headers its headers
 * @param settings the settings that it is read with
 * @param row the columns of its only row
 * @param rows the columns of its rows
 * @param rejected the code of its rejection, and parts of the reason
 * @param skipped whether it has no row
 */
record RecordCase(String name, @Nullable String value, @Nullable String key, @Nullable Map<String, String> headers,
		@Nullable Map<String, String> settings, @Nullable Map<String, Object> row,
		@Nullable List<Map<String, Object>> rows, @Nullable List<String> rejected, @Nullable Boolean skipped) {

	private static final Pattern EXAMPLE = Pattern
		.compile("```properties\\n(.*?)```\\n+```json\\n(.*?)\\n```\\n+becomes\\n+```json\\n(.*?)```", Pattern.DOTALL);

	private static final JsonMapper MAPPER = new JsonMapper();

	/** Returns all cases. */
	static Stream<RecordCase> all() throws IOException {
		return new ClassPathResource("records/cases.jsonl").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.map((line) -> MAPPER.readValue(line, RecordCase.class));
	}

	/** Returns the examples of the document. */
	static Stream<RecordCase> ofDocument() throws IOException {
		List<RecordCase> examples = EXAMPLE.matcher(Files.readString(Path.of("doc/records.md")))
			.results()
			.map((match) -> ofExample(match.group(1), match.group(2), match.group(3)))
			.toList();
		assertThat(examples).hasSizeGreaterThan(10);
		return examples.stream();
	}

	private static RecordCase ofExample(String settings, String value, String rows) {
		JsonNode wanted = MAPPER.readTree(rows);
		return new RecordCase("example: " + value, value, null, null, properties(settings),
				wanted.isObject() ? MAPPER.convertValue(wanted, new TypeReference<>() {
				}) : null, wanted.isArray() ? MAPPER.convertValue(wanted, new TypeReference<>() {
				}) : null, null, null);
	}

	private static Map<String, String> properties(String settings) {
		return settings.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("=", 2))
			.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1]));
	}

	List<Map<String, Object>> wantedRows() {
		return (this.rows != null) ? this.rows : (this.row != null) ? List.of(this.row) : List.of();
	}

	Map<String, String> knownSettings() {
		return (this.settings != null) ? this.settings : Map.of();
	}

	/** Returns the pipeline that the settings describe. */
	Pipeline pipeline() {
		Map<String, String> all = new HashMap<>(Map.of("ingest.pipeline", "films", "ingest.topic", "films",
				"ingest.staging-table", "films_staging", "ingest.merge-procedure", "merge_films"));
		all.putAll(knownSettings());
		return new Binder(new MapConfigurationPropertySource(all)).bind("ingest", Pipeline.class).get();
	}

	/** Returns a record of the same shape that is good. */
	String neighbour(int id) {
		String rowOrRows = inArray("{\"id\":%d}".formatted(id));
		return switch (this.knownSettings().getOrDefault("ingest.record.envelope", "none")) {
			case "connect" -> "{\"schema\":null,\"payload\":%s}".formatted(rowOrRows);
			case "debezium" -> "{\"op\":\"c\",\"after\":%s}".formatted(rowOrRows);
			case "cloudevents" -> "{\"specversion\":\"1.0\",\"data\":%s}".formatted(rowOrRows);
			default -> rowOrRows;
		};
	}

	private String inArray(String element) {
		return switch (this.knownSettings().getOrDefault("ingest.record.rows-from", "")) {
			case "" -> element;
			case "$" -> "[%s]".formatted(element);
			case "lines" -> "{\"lines\":[%s]}".formatted(element);
			default -> "{\"a\":[null,{\"b\":[%s]}]}".formatted(element);
		};
	}

	@Override
	public String toString() {
		return this.name;
	}

}
