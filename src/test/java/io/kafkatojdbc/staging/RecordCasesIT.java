package io.kafkatojdbc.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kafkatojdbc.format.SwitchedReaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of usual records between two good ones. The cases are in
 * {@code records/cases.jsonl}, and those for readers are the examples of
 * {@code doc/records.md}.
 */
class RecordCasesIT {

	private static final String COLUMNS = """
			id bigint NOT NULL, customer text, total numeric(12,2), created_at timestamptz, day date, t time, d interval,
			tags text[], attrs jsonb, ts tsvector, kafka_tombstone boolean, kafka_topic text, kafka_op text,
			kafka_row integer, kafka_given text[]
			""";

	private static StagingContext context;

	@BeforeAll
	static void start() {
		context = new StagingContext("", COLUMNS, SwitchedReaders.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@MethodSource({ "io.kafkatojdbc.staging.RecordCase#all", "io.kafkatojdbc.staging.RecordCase#ofDocument" })
	void becomesWhatIsRight(RecordCase wanted) {
		context.takeAllBack();
		context.bean(SwitchedReaders.class).use(wanted.pipeline());
		Poll poll = new Poll();
		RecordHeaders none = new RecordHeaders();
		poll.add(0, 0, 3,
				List.of(record(0, wanted.key(), wanted.neighbour(9001), none),
						record(1, wanted.key(), wanted.value(), headers(wanted)),
						record(2, wanted.key(), wanted.neighbour(9002), none)));
		context.bean(Stager.class).stage(poll);
		if (wanted.rejected() != null) {
			assertThat(reasons()).singleElement().asString().contains(wanted.rejected());
		}
		else {
			assertThat(reasons()).isEmpty();
		}
		assertRows(wanted.wantedRows());
		assertThat(context.count("ingest.batch_part WHERE skipped = 1")).isEqualTo((wanted.skipped() != null) ? 1 : 0);
		assertThat(context.count("films_staging WHERE (kafka_offset, id) IN ((0, 9001), (2, 9002))"))
			.as("neighbours that are staged")
			.isEqualTo(2);
	}

	@Test
	void aTombstoneBehindItsDeleteIsSkippedAndAnyOtherIsARow() throws IOException {
		RecordCase debezium = RecordCase.all()
			.filter((each) -> each.name().contains("compacted away"))
			.findFirst()
			.get();
		context.takeAllBack();
		context.bean(SwitchedReaders.class).use(debezium.pipeline());
		RecordHeaders none = new RecordHeaders();
		String delete = "{\"op\":\"d\",\"before\":{\"id\":%d},\"after\":null}";
		Poll poll = new Poll();
		poll.add(0, 0, 5,
				List.of(record(0, "{\"id\":1}", delete.formatted(1), none), record(1, "{\"id\":1}", null, none),
						record(2, "{\"id\":2}", null, none), record(3, "{\"id\":3}", delete.formatted(3), none),
						record(4, "{\"id\":4}", null, none)));
		context.bean(Stager.class).stage(poll);
		assertThat(context.jdbc()
			.sql("SELECT concat(id, kafka_tombstone, kafka_op) FROM films_staging ORDER BY id")
			.query(String.class)
			.list()).containsExactly("1td", "2t", "3td", "4t");
		assertThat(context.count("ingest.batch_part WHERE staged = 4 AND skipped = 1")).isOne();
	}

	private static List<String> reasons() {
		return context.jdbc()
			.sql("SELECT concat(code, ' ', reason) FROM ingest.rejected_record WHERE kafka_offset = 1")
			.query(String.class)
			.list();
	}

	private static void assertRows(List<Map<String, Object>> wanted) {
		assertThat(context.count("films_staging WHERE kafka_offset = 1")).isEqualTo(wanted.size());
		for (int i = 0; i < wanted.size(); i++) {
			Map<String, Object> row = wanted.get(i);
			assertThat(row(i, row.keySet())).as("row %d", i).isEqualTo(printed(row));
		}
	}

	private static Map<String, Object> row(int index, Collection<String> columns) {
		String list = columns.stream().map(RecordCasesIT::printedBySql).collect(Collectors.joining(", "));
		return context.jdbc()
			.sql("SELECT %s FROM films_staging WHERE kafka_offset = 1 AND kafka_row = %d".formatted(list, index))
			.query()
			.singleRow();
	}

	private static String printedBySql(String column) {
		return column.equals("created_at") ? "(created_at AT TIME ZONE 'UTC')::text || '+00' AS created_at"
				: "%1$s::text AS %1$s".formatted(column);
	}

	private static Map<String, Object> printed(Map<String, Object> row) {
		Map<String, Object> printed = new LinkedHashMap<>();
		row.forEach((column, value) -> printed.put(column, printed(value)));
		return printed;
	}

	private static @Nullable Object printed(@Nullable Object value) {
		if (value instanceof Collection<?> elements) {
			return elements.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
		}
		return (value != null) ? value.toString() : null;
	}

	private static RecordHeaders headers(RecordCase wanted) {
		RecordHeaders headers = new RecordHeaders();
		if (wanted.headers() != null) {
			wanted.headers().forEach((name, value) -> headers.add(name, bytes(value)));
		}
		return headers;
	}

	private static ConsumerRecord<byte[], byte @Nullable []> record(long offset, @Nullable String key,
			@Nullable String value, RecordHeaders headers) {
		return new ConsumerRecord<>("films", 0, offset, 1_000, TimestampType.CREATE_TIME, 0, 0,
				(key != null) ? bytes(key) : new byte[0], (value != null) ? bytes(value) : null, headers,
				Optional.empty());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
