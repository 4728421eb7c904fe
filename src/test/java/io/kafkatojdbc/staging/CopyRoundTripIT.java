package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** That what is staged is what the record said, for every type that a column can have. */
class CopyRoundTripIT {

	private static final String TYPES = """
			CREATE TYPE mood AS ENUM ('sad', 'so happy');
			CREATE DOMAIN positive AS integer CHECK (value > 0);
			CREATE DOMAIN document AS jsonb;
			CREATE TYPE pair AS (a integer, b text);
			""";

	private static final List<Sample> SAMPLES = List.of(new Sample("smallint", "-32768", "-32768"),
			new Sample("integer", "\"17\"", "17"), new Sample("bigint", "9223372036854775807", "9223372036854775807"),
			new Sample("numeric", "12345678901234567890123.1000", "12345678901234567890123.1000"),
			new Sample("numeric", "1e400", "1e400"), new Sample("numeric(6, 2)", "\"NaN\"", "NaN"),
			new Sample("money", "\"$1,234.50\"", "$1234.50"), new Sample("real", "1.5e-3", "0.0015"),
			new Sample("real", "\"NaN\"", "NaN"), new Sample("double precision", "0.1", "0.1"),
			new Sample("double precision", "\"-Infinity\"", "-Infinity"),
			new Sample("text", "\"é😀\\u0001\"", "é😀\u0001"),
			new Sample("text", "\"a\\\\b\\tc\\nd\\re\\f\"", "a\\b\tc\nd\re\f"), new Sample("text", "\"\\\\N\"", "\\N"),
			new Sample("text", "\"\\\\D\"", "\\D"), new Sample("text", "\"\\\\.\"", "\\."),
			new Sample("text", "\"\"", ""), new Sample("text", "true", "true"), new Sample("text", "1.50", "1.50"),
			new Sample("text", "{\"a\": [1, \"x\\n\"]}", "{\"a\": [1, \"x\\n\"]}"),
			new Sample("varchar(3)", "\"abc\"", "abc"), new Sample("char(4)", "\"ab\"", "ab  "),
			new Sample("bytea", "\"AP9/gA==\"", "\\x00ff7f80"), new Sample("bytea", "\"\\\\xDEAD\"", "\\xdead"),
			new Sample("bytea", "\"\"", "\\x"), new Sample("date", "\"2026-11-22\"", "2026-11-22"),
			new Sample("time", "\"10:11:12.5\"", "10:11:12.5"), new Sample("timetz", "\"10:11:12+02\"", "10:11:12+02"),
			new Sample("timestamp", "\"2026-11-22T10:11:12.123456\"", "2026-11-22 10:11:12.123456"),
			new Sample("timestamptz", "\"2026-11-22T10:11:12Z\"", "2026-11-22 10:11:12+00"),
			new Sample("interval", "\"P1DT2H\"", "1 day 2 hours"), new Sample("boolean", "true", "t"),
			new Sample("boolean", "\"off\"", "f"),
			new Sample("uuid", "\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
			new Sample("json", "{\"a\" : 1.0, \"a\":2}", "{\"a\" : 1.0, \"a\":2}"),
			new Sample("json", "\"x\"", "\"x\""),
			new Sample("jsonb", "{\"b\":\"\\\\ \\\" \\n \\u00e9\",\"a\":1e2}", "{\"a\":100,\"b\":\"\\\\ \\\" \\n é\"}"),
			new Sample("jsonb", "12.50", "12.50"), new Sample("jsonb", "false", "false"),
			new Sample("xml", "\"<a b='c'>d</a>\"", "<a b='c'>d</a>"),
			new Sample("inet", "\"10.0.0.1/8\"", "10.0.0.1/8"), new Sample("cidr", "\"10.0.0.0/8\"", "10.0.0.0/8"),
			new Sample("macaddr", "\"08:00:2b:01:02:03\"", "08:00:2b:01:02:03"), new Sample("bit(3)", "\"101\"", "101"),
			new Sample("varbit", "\"10\"", "10"), new Sample("point", "\"(1,2)\"", "(1,2)"),
			new Sample("tsvector", "\"'a\\\\\\\\b':1 c\"", "'a\\\\b':1 c"), new Sample("int4range", "[1,5]", "[1,6)"),
			new Sample("mood", "\"so happy\"", "so happy"), new Sample("positive", "5", "5"),
			new Sample("document", "[1]", "[1]"), new Sample("pair", "\"(1,\\\"a \\\\\\\"b\\\")\"", "(1,\"a \\\"b\")"),
			new Sample("text[]", "[\"\", null, \"NULL\", \"a,b\", \"{\\\"\\\\}\", \" x\\n\\t\", {\"a\": \"b\\\\\"}]",
					"{\"\",NULL,\"NULL\",\"a,b\",\"{\\\"\\\\}\",\" x\n\t\",\"{\\\"a\\\": \\\"b\\\\\\\\\\\"}\"}"),
			new Sample("text[]", "[]", "{}"), new Sample("text[]", "\"{a,b}\"", "{a,b}"),
			new Sample("integer[][]", "[[1, 2], [3, null]]", "{{1,2},{3,NULL}}"),
			new Sample("boolean[]", "[true, false]", "{t,f}"),
			new Sample("bytea[]", "[\"AQ==\", \"\\\\x02\"]", "{\"\\\\x01\",\"\\\\x02\"}"),
			new Sample("box[]", "[\"(1,1),(0,0)\", \"(2,2),(0,0)\"]", "{(1,1),(0,0);(2,2),(0,0)}"),
			new Sample("jsonb[]", "[{\"a\": \"\\\\\\\"\"}, [1, 2], \"x\", null]",
					"{\"{\\\"a\\\": \\\"\\\\\\\\\\\\\\\"\\\"}\",\"[1, 2]\",\"\\\"x\\\"\",NULL}"),
			new Sample("document[]", "[{}]", "{\"{}\"}"));

	private static final String IS_AS_POSTGRES_READS_IT = """
			SELECT id IS NOT DISTINCT FROM json ->> 'id' AND name IS NOT DISTINCT FROM json ->> 'name'
				AND attributes IS NOT DISTINCT FROM nullif((json -> 'attributes')::text, 'null')::jsonb
				AND tags IS NOT DISTINCT FROM CASE WHEN json -> 'tags' IS NOT NULL
					THEN ARRAY(SELECT json_array_elements_text(json -> 'tags')) END
			FROM films_staging, CAST(? AS json) AS json
			WHERE kafka_offset = ?
			""";

	private CopyRows rows = Samples.rows();

	private final StagingDatabase database = new StagingDatabase("round_trip");

	@BeforeEach
	void changeWhatTextDependsOn() {
		this.database.execute("SET TimeZone = 'America/New_York'; SET DateStyle = 'ISO, DMY'");
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void everyTypeComesBackEqual() throws Exception {
		this.database.execute(TYPES);
		createTable(numbered((i) -> "c%d %s".formatted(i, SAMPLES.get(i).type())));
		stage("{%s}".formatted(numbered((i) -> "\"c%d\": %s".formatted(i, SAMPLES.get(i).json()))));
		SoftAssertions softly = new SoftAssertions();
		for (int i = 0; i < SAMPLES.size(); i++) {
			Sample sample = SAMPLES.get(i);
			softly.assertThat(staged("c%d::text".formatted(i)))
				.as("%s from %s", sample.type(), sample.json())
				.isEqualTo(normalized(sample));
		}
		softly.assertAll();
	}

	@Test
	void anyNameOfAColumnWorks() throws Exception {
		createTable("\"order\" text, \"Mixed Case\" text, \"a \"\"b\"\"\" text, \"größe\" text, \"a\\b\" text");
		stage("{\"order\": 1, \"Mixed Case\": 2, \"a \\\"b\\\"\": 3, \"größe\": 4, \"a\\\\b\": 5}");
		assertThat(staged("concat(\"order\", \"Mixed Case\", \"a \"\"b\"\"\", \"größe\", \"a\\b\")"))
			.isEqualTo("12345");
	}

	@Test
	void missingFieldsTakeTheColumnsDefault() throws Exception {
		createTable("id bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL DEFAULT 'nn', note text,"
				+ " twice text GENERATED ALWAYS AS (name || name) STORED, rank numeric DEFAULT 7");
		stage("{\"rank\": null, \"twice\": \"x\"}");
		assertThat(staged("concat_ws(',', id, name, note IS NULL, twice, rank IS NULL)")).isEqualTo("1,nn,t,nnnn,t");
		stage("{\"id\": 9, \"name\": \"\\\\D\", \"rank\": 8}");
		assertThat(staged("concat_ws(',', id, name, note IS NULL, twice, rank IS NULL)")).isEqualTo("9,\\D,t,\\D\\D,f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "on", "off" })
	void writesTheServicesColumns(String conformingStrings) throws Exception {
		this.database.execute("SET standard_conforming_strings = " + conformingStrings);
		createTable("id text DEFAULT 'x', name text");
		stage("{\"name\":null}");
		assertThat(staged("concat_ws(',', batch, kafka_partition, kafka_offset, slot, id,"
				+ " extract(epoch FROM kafka_timestamp)::numeric(9, 3), extract(epoch FROM kafka_order)::numeric(9, 3))"))
			.isEqualTo("42,3,5,1,x,1.000,2.500");
	}

	@Test
	void findsTheRecordOfTheLineThatPostgresNames() {
		createTable("id integer NOT NULL");
		StagingTable table = this.database.read("films_staging");
		this.rows = Samples.rows(table, CopyFormat.TEXT);
		RowEncoder encoder = Samples.encoder(table, "id");
		IntStream.range(0, 5_000)
			.forEach((i) -> encode(encoder, i, (i % 1_000 == 999) ? "{\"id\": \"x\"}" : "{\"id\": 1}"));
		this.rows.leaveOut(7);
		this.rows.leaveOut(999);
		PSQLException failure = catchThrowableOfType(PSQLException.class,
				() -> this.database.copy(this.rows, table, 0));
		String where = Objects.requireNonNull(serverError(failure).getWhere());
		int line = Integer.parseInt(where.replaceAll("(?s).*line (\\d+).*", "$1"));
		assertThat(this.rows.record(this.rows.rowOfLine(line))).isEqualTo(1_999);
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 20261122 })
	void randomDocumentsComeBackEqual(long seed) throws Exception {
		createTable("id text, name text, attributes jsonb, tags text[]");
		StagingTable table = this.database.read("films_staging");
		this.rows = Samples.rows(table, CopyFormat.TEXT);
		RowEncoder encoder = Samples.encoder(table, "id");
		RandomJson random = new RandomJson(new Random(seed));
		List<String> documents = Stream.generate(random::document)
			.filter(CopyRoundTripIT::hasColumn)
			.limit(2_000)
			.toList();
		IntStream.range(0, documents.size()).forEach((i) -> encode(encoder, i, documents.get(i)));
		assertThat(this.database.copy(this.rows, table, 0)).isEqualTo(documents.size());
		for (int i = 0; i < documents.size(); i++) {
			String document = documents.get(i);
			assertThat(
					this.database.jdbc().sql(IS_AS_POSTGRES_READS_IT).params(document, i).query(Boolean.class).single())
				.as(document)
				.isTrue();
		}
	}

	private static boolean hasColumn(String document) {
		return Stream.of("id", "name", "attributes", "tags").anyMatch(JsonMapper.shared().readTree(document)::has);
	}

	private void createTable(String payload) {
		this.database.execute(StagingTables.ddl("films_staging", payload));
	}

	private void stage(String json) throws SQLException {
		StagingTable table = this.database.read("films_staging");
		this.rows = Samples.rows(table, CopyFormat.TEXT);
		encode(Samples.encoder(table, "id"), 5, json);
		this.rows.stampBatch(42);
		this.database.execute("TRUNCATE films_staging");
		assertThat(this.database.copy(this.rows, table, 1)).isOne();
	}

	private void encode(RowEncoder encoder, int index, String json) {
		try {
			encoder.encode(Samples.record(index, json), 2_500, index, this.rows);
		}
		catch (UnreadableRecordException ex) {
			throw new IllegalArgumentException(json, ex);
		}
	}

	private String staged(String expression) {
		return this.database.jdbc()
			.sql("SELECT %s FROM films_staging".formatted(expression))
			.query(String.class)
			.single();
	}

	private String normalized(Sample sample) {
		return this.database.jdbc()
			.sql("SELECT CAST(CAST(? AS %s) AS text)".formatted(sample.type()))
			.param(sample.expected())
			.query(String.class)
			.single();
	}

	private static String numbered(IntFunction<String> item) {
		return IntStream.range(0, SAMPLES.size()).mapToObj(item).collect(Collectors.joining(", "));
	}

	private static ServerErrorMessage serverError(PSQLException failure) {
		return Objects.requireNonNull(failure.getServerErrorMessage());
	}

	/**
	 * A value in JSON, and the same as PostgreSQL writes it.
	 *
	 * @param type the column's type
	 * @param json the field's value
	 * @param expected the column's value
	 */
	private record Sample(String type, String json, String expected) {
	}

}
