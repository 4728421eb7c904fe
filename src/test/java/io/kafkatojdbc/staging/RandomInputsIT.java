package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes is staged or rejected, and nothing else happens; and what is staged is
 * what PostgreSQL itself reads from the record.
 */
class RandomInputsIT {

	private static final Logger log = LoggerFactory.getLogger(RandomInputsIT.class);

	private static final int INPUTS = 100_000;

	private static final int POLL = 1_000;

	/** Another seed is tried with -Drandom.inputs.seed=…, and shown by every failure. */
	private static final long SEED = Long.getLong("random.inputs.seed", 20261122);

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** Text for a column of text, but no number for Java. */
	private static final Pattern HUGE_EXPONENT = Pattern.compile("[eE][+-]?\\d{7,}");

	private final StagingContext context = new StagingContext(
			"id text NOT NULL, name text CHECK (length(name) <= 10), attributes jsonb, tags text[], year integer CHECK (year <> 1900),"
					+ " kafka_tombstone boolean");

	private final Random random = new Random(SEED);

	private final RandomJson json = new RandomJson(this.random);

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void everyInputIsStagedAsItIsOrRejected() throws SQLException {
		Map<Long, byte[]> inputs = new HashMap<>();
		Stager stager = this.context.bean(Stager.class);
		for (long from = 0; from < INPUTS; from += POLL) {
			Poll poll = new Poll();
			poll.add(0, from, from + POLL, LongStream.range(from, from + POLL).mapToObj((offset) -> {
				inputs.put(offset, input());
				return Samples.record(0, offset, inputs.get(offset));
			}).toList());
			stager.stage(poll);
		}
		List<Map<String, Object>> staged = this.context.jdbc()
			.sql("SELECT kafka_offset, id, name, attributes::text, tags, year FROM films_staging WHERE NOT kafka_tombstone")
			.query()
			.listOfRows();
		log.info("Seed {}: {} of {} inputs staged", SEED, staged.size(), INPUTS);
		assertThat(staged).as("staged, seed %d", SEED).hasSizeBetween(INPUTS / 4, INPUTS * 3 / 4);
		assertThat(staged.size() + this.context.count("ingest.rejected_record")).isEqualTo(INPUTS);
		for (Map<String, Object> row : staged) {
			assertStaged(row, Objects.requireNonNull(inputs.get(row.get("kafka_offset"))));
		}
	}

	private byte[] input() {
		byte[] input = switch (this.random.nextInt(4)) {
			case 0 -> this.json.document().getBytes(StandardCharsets.UTF_8);
			case 1 -> noise();
			default -> film().getBytes(StandardCharsets.UTF_8);
		};
		return (this.random.nextInt(3) == 0 && input.length > 0) ? this.json.mutated(input) : input;
	}

	private byte[] noise() {
		byte[] noise = new byte[this.random.nextInt(64)];
		this.random.nextBytes(noise);
		return noise;
	}

	private String film() {
		String year = (this.random.nextInt(20) == 0) ? "\"soon\"" : String.valueOf(1890 + this.random.nextInt(140));
		return "{\"id\":\"%d\",\"name\":%s,\"year\":%s,\"attributes\":{\"a\":[1,2.50]},\"tags\":[\"a\",null]}"
			.formatted(this.random.nextInt(), this.json.quoted(this.json.text()), year);
	}

	private static void assertStaged(Map<String, Object> row, byte[] input) throws SQLException {
		if (HUGE_EXPONENT.matcher(new String(input, StandardCharsets.UTF_8)).find()) {
			return;
		}
		JsonNode json = MAPPER.readTree(input);
		for (String text : List.of("id", "name", "year")) {
			assertSame(row.get(text), field(json, text), input);
		}
		JsonNode attributes = field(json, "attributes");
		Object jsonb = row.get("attributes");
		boolean same = (jsonb != null) ? isSame(MAPPER.readTree(jsonb.toString()), attributes)
				: attributes.isMissingNode() || attributes.isNull();
		assertThat(same).as("attributes '%s' of seed %d: %s", jsonb, SEED, new String(input, StandardCharsets.UTF_8))
			.isTrue();
		if (row.get("tags") instanceof Array tags && field(json, "tags").isArray()) {
			Object[] elements = (Object[]) tags.getArray();
			assertThat(elements).as("tags of %s", new String(input, StandardCharsets.UTF_8))
				.hasSameSizeAs(field(json, "tags").values());
			for (int i = 0; i < elements.length; i++) {
				assertSame(elements[i], field(json, "tags").path(i), input);
			}
		}
	}

	/** Returns a field, whose name may have any case. */
	private static JsonNode field(JsonNode json, String name) {
		return json.propertyNames()
			.stream()
			.filter(name::equalsIgnoreCase)
			.findFirst()
			.map(json::path)
			.orElseGet(() -> json.path(name));
	}

	private static void assertSame(@Nullable Object staged, JsonNode json, byte[] input) {
		boolean same = switch (json.getNodeType()) {
			case MISSING, NULL -> staged == null;
			case STRING -> json.stringValue().equals(String.valueOf(staged));
			case ARRAY -> staged instanceof Object[] || isSame(MAPPER.readTree(String.valueOf(staged)), json);
			default -> isSame(MAPPER.readTree(String.valueOf(staged)), json);
		};
		assertThat(same)
			.as("'%s' is staged for %s of seed %d: %s", staged, json, SEED, new String(input, StandardCharsets.UTF_8))
			.isTrue();
	}

	private static boolean isSame(JsonNode one, JsonNode other) {
		return one.equals((left, right) -> (left.isNumber() && right.isNumber())
				? left.decimalValue().compareTo(right.decimalValue()) : (left.equals(right) ? 0 : 1), other);
	}

}
