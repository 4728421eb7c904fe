package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** That a value in binary format is what PostgreSQL reads in its text. */
class BinaryRoundTripIT {

	private static final int RANDOM_VALUES = 4_000;

	private static final String CHARACTERS = "00112345678999-+..eE: TZNa\\{}\"é_x";

	private final StagingDatabase database = new StagingDatabase("binary_format");

	@BeforeEach
	void changeWhatTextDependsOn() {
		this.database.execute("SET TimeZone = 'America/New_York'; SET DateStyle = 'ISO, DMY'");
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	static Stream<Type> types() {
		return Stream.of(new Type("smallint", "0", "-32768", "32767", "007"),
				new Type("integer", "0", "-2147483648", "2147483647", "-1"),
				new Type("bigint", "0", "999999999999999999", "9223372036854775807", "-9223372036854775807"),
				new Type("real", "0", "-0", "0.1", "1.5", "16777217", "340282350000000000000000000000000000000"),
				new Type("double precision", "0", "-0.0", "0.1", "123456.789012345", "0.30000000000000004",
						"123456789012345.678901", "9007199254740993"),
				new Type("numeric", "0", "-0.00", "12345.6789", "0.00010", "100000000", "-99999999999999999999.5",
						"00010000.10000"),
				new Type("numeric(12, 2)", "0.005", "1234567890.12", "-0.004"), new Type("boolean", "true", "false"),
				new Type("date", "2026-11-22", "0001-01-01", "9999-12-31", "2024-02-29"),
				new Type("timestamp", "2026-11-22T10:11:12.123456", "1999-12-31 23:59:59", "1900-01-01T00:00:00.1"),
				new Type("timestamptz", "2026-11-22T10:11:12Z", "2026-11-22 10:11:12.5+02", "1969-12-31T23:59:59-0530",
						"2000-01-01T00:00:00.000001+05:45"),
				new Type("uuid", "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11"), new Type("bytea", "\\x", "\\xDEADbeef"),
				new Type("text", "", "a\tb\nc\\N \"é😀", "\\D", "\\."), new Type("varchar(20)", "", "twenty"),
				new Type("char(8)", "ab", "ab      "), new Type("json", "{\"b\": [1, null]}", "1.50"),
				new Type("jsonb", "{\"b\":\"\\\\ \\u00e9\",\"a\":1e2}", "\"x\""));
	}

	@ParameterizedTest
	@MethodSource("types")
	void isTheSame(Type type) throws SQLException {
		this.database.execute(StagingTables.ddl("films_staging", "v " + type.name()));
		StagingTable table = this.database.read("films_staging");
		assertThat(new CopyLayout(table).takesBinary()).isTrue();
		assertThat(type.plain()).allMatch((value) -> encode(type, table, CopyFormat.BINARY, List.of(value)) != null);
		List<String> plain = Stream.concat(type.plain().stream(), randomValues(type, table)).toList();
		this.database.copy(encode(type, table, CopyFormat.BINARY, plain), table, 0);
		this.database.copy(encode(type, table, CopyFormat.TEXT, plain), table, 1);
		assertThat(differences()).isEmpty();
		assertThat(count()).isEqualTo(2 * plain.size());
		assertThat(this.database.jdbc()
			.sql("SELECT DISTINCT extract(epoch FROM kafka_order)::numeric(9, 3)::text FROM films_staging")
			.query(String.class)
			.list()).containsExactly("2.500");
	}

	/**
	 * Of random text, what PostgreSQL or this service takes for plain; which must agree.
	 */
	private Stream<String> randomValues(Type type, StagingTable table) {
		Random random = new Random(type.hashCode());
		return IntStream.range(0, RANDOM_VALUES)
			.mapToObj((i) -> random(random, type.plain()))
			.filter((value) -> !type.isWhole() || !value.matches(".*[.eE].*"))
			.filter((value) -> type.isJson() ? isValid(value, type) : isPlain(type, table, value))
			.filter((value) -> {
				assertThat(isValid(value, type)).as("'%s' is plain, and a valid %s", value, type.name())
					.isIn(true, type.isUnlimited());
				return isValid(value, type);
			});
	}

	private boolean isPlain(Type type, StagingTable table, String value) {
		try {
			encode(type, table, CopyFormat.BINARY, List.of(value));
			return true;
		}
		catch (NotPlainException ex) {
			return false;
		}
	}

	private boolean isValid(String value, Type type) {
		return this.database.jdbc()
			.sql("SELECT pg_input_is_valid(?, ?)")
			.params(value, type.name())
			.query(Boolean.class)
			.single();
	}

	/** A plain value with a few characters changed. */
	private static String random(Random random, List<String> plain) {
		StringBuilder value = new StringBuilder(plain.get(random.nextInt(plain.size())));
		for (int changes = random.nextInt(3); changes >= 0; changes--) {
			int at = random.nextInt(value.length() + 1);
			String character = String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
			value.replace(at, Math.min(value.length(), at + random.nextInt(2)), character);
		}
		return value.toString();
	}

	private static CopyRows encode(Type type, StagingTable table, CopyFormat format, List<String> values) {
		CopyRows rows = Samples.rows(table, format);
		RowEncoder encoder = Samples.encoder(table, "id", format);
		List<String> unreadable = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			try {
				encoder.encode(Samples.record(i, "{\"v\":%s}".formatted(type.json(values.get(i)))), 2_500, i, rows);
			}
			catch (UnreadableRecordException ex) {
				unreadable.add(values.get(i));
			}
		}
		if (!unreadable.isEmpty()) {
			throw new NotPlainException();
		}
		return rows;
	}

	private List<String> differences() {
		return this.database.jdbc().sql("""
				SELECT format('%s: %s as text, %s in binary', kafka_offset, t, b)
				FROM (SELECT kafka_offset, max(v::text) FILTER (WHERE slot = 1) AS t,
					max(v::text) FILTER (WHERE slot = 0) AS b FROM films_staging GROUP BY 1) v
				WHERE t IS DISTINCT FROM b
				""").query(String.class).list();
	}

	private int count() {
		return this.database.jdbc()
			.sql("SELECT count(*) FROM films_staging WHERE v IS NOT NULL")
			.query(Integer.class)
			.single();
	}

	/**
	 * A type with values that are plain for sure.
	 *
	 * @param name the type
	 * @param plain the values
	 */
	private record Type(String name, List<String> plain) {

		Type(String name, String... plain) {
			this(name, List.of(plain));
		}

		boolean isJson() {
			return this.name.startsWith("json");
		}

		/** Returns whether this service takes decimal numbers that PostgreSQL refuses. */
		boolean isWhole() {
			return this.name.endsWith("int") || this.name.equals("integer");
		}

		boolean isUnlimited() {
			return !this.name.matches(".*char.*|numeric\\(.*");
		}

		String json(String value) {
			return isJson() ? value : JsonMapper.shared().writeValueAsString(value);
		}

	}

}
