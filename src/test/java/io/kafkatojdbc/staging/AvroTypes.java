package io.kafkatojdbc.staging;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Values of all types of Avro, with columns to put them into. */
final class AvroTypes {

	private static final String ENUM = "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]}";

	private static final String DECIMAL = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}";

	private static final String POINT = "{\"type\": \"record\", \"name\": \"Point\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}, {\"name\": \"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}}]}";

	private static final String VARIABLE = "{\"type\": \"record\", \"name\": \"V\", \"connect.name\": \"io.debezium.data.VariableScaleDecimal\", \"fields\": [{\"name\": \"scale\", \"type\": \"int\"}, {\"name\": \"value\", \"type\": \"bytes\"}]}";

	private static final long MILLIS = 1_764_050_912_345L;

	private AvroTypes() {
	}

	static List<Type> types() {
		return Stream.of(scalars(), times(), bytes(), named(), namedByConnect(), structures())
			.flatMap(Function.identity())
			.toList();
	}

	private static Stream<Type> scalars() {
		return Stream.of(new Type("\"boolean\"", true, "boolean", "true"),
				new Type("\"boolean\"", false, "text", "false"),
				new Type("\"int\"", Integer.MIN_VALUE, "integer", "-2147483648"), new Type("\"int\"", 7, "text", "7"),
				new Type("\"int\"", 7, "numeric", "7"), new Type("\"int\"", 7, "jsonb", "7"),
				new Type("\"long\"", Long.MAX_VALUE, "bigint", "9223372036854775807"),
				new Type("\"float\"", 0.1f, "real", "0.1"), new Type("\"float\"", 0.1f, "numeric", "0.1"),
				new Type("\"float\"", 0.1f, "text", "0.1"),
				new Type("\"float\"", 0.1f, "double precision", "0.10000000149011612"),
				new Type("\"double\"", 0.1, "double precision", "0.1"), new Type("\"double\"", 3.0, "bigint", "3"),
				new Type("\"string\"", "é😀\t\\", "text", "é😀\t\\"),
				new Type("\"string\"", "é\"", "jsonb", "\"é\\\"\""), new Type("\"string\"", "7", "bigint", "7"),
				new Type("[\"null\", \"string\"]", null, "text", null),
				new Type("[\"null\", \"string\"]", "x", "text", "x"), new Type("[\"int\", \"string\"]", 5, "text", "5"),
				new Type(ENUM, new GenericData.EnumSymbol(new Schema.Parser().parse(ENUM), "B"), "text", "B"));
	}

	private static Stream<Type> times() {
		return Stream.of(logical("int", "date", 20_000, "date", "2024-10-04"),
				logical("int", "date", -1, "text", "1969-12-31"),
				logical("int", "time-millis", 3_600_001, "time", "01:00:00.001"),
				logical("long", "time-micros", 3_600_000_001L, "time", "01:00:00.000001"),
				logical("long", "timestamp-millis", MILLIS, "timestamptz", "2025-11-25 01:08:32.345-05"),
				logical("long", "timestamp-millis", MILLIS, "timestamp", "2025-11-25 06:08:32.345"),
				logical("long", "timestamp-millis", MILLIS, "text", "2025-11-25T06:08:32.345000+00"),
				logical("long", "timestamp-millis", MILLIS, "bigint", "1764050912345"),
				logical("long", "timestamp-micros", 1_000 * MILLIS + 6, "timestamptz", "2025-11-25 01:08:32.345006-05"),
				logical("long", "timestamp-nanos", 1_000_000 * MILLIS + 6_789, "timestamptz",
						"2025-11-25 01:08:32.345006-05"),
				logical("long", "local-timestamp-millis", MILLIS, "timestamp", "2025-11-25 06:08:32.345"),
				logical("long", "local-timestamp-micros", 1_000 * MILLIS + 6, "timestamp",
						"2025-11-25 06:08:32.345006"),
				logical("long", "local-timestamp-nanos", 1_000_000 * MILLIS, "timestamp", "2025-11-25 06:08:32.345"));
	}

	private static Stream<Type> bytes() {
		return Stream.of(new Type("\"bytes\"", ByteBuffer.wrap(new byte[] { 0, -1 }), "bytea", "\\x00ff"),
				new Type("\"bytes\"", ByteBuffer.wrap(new byte[] { 0, -1 }), "jsonb", "\"AP8=\""),
				new Type(DECIMAL, ByteBuffer.wrap(new byte[] { -1, 0 }), "numeric", "-2.56"),
				new Type(DECIMAL, ByteBuffer.wrap(new byte[] { 1, 44 }), "integer", "3"),
				new Type(DECIMAL, ByteBuffer.wrap(new byte[] { 1, 45 }), "text", "3.01"),
				fixed("D1", "\"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 1", new byte[] { 0, 15 },
						"numeric", "1.5"),
				fixed("D2", "", new byte[] { 1, 2 }, "bytea", "\\x0102"),
				new Type("{\"type\": \"string\", \"logicalType\": \"uuid\"}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
						"uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
				fixed("U1", "\"logicalType\": \"uuid\"", ascending(16), "uuid", "00010203-0405-0607-0809-0a0b0c0d0e0f"),
				fixed("U2", "\"logicalType\": \"uuid\"", ascending(16), "text", "00010203-0405-0607-0809-0a0b0c0d0e0f"),
				fixed("I1", "\"logicalType\": \"duration\"", new byte[] { 14, 0, 0, 0, 3, 0, 0, 0, -36, 5, 0, 0 },
						"interval", "1 year 2 mons 3 days 00:00:01.5"));
	}

	private static Stream<Type> named() {
		return Stream.of(
				connect("long", "io.debezium.time.MicroTimestamp", 1_000 * MILLIS, "timestamp",
						"2025-11-25 06:08:32.345"),
				connect("long", "io.debezium.time.Timestamp", MILLIS, "timestamp", "2025-11-25 06:08:32.345"),
				connect("long", "io.debezium.time.NanoTimestamp", 1_000_000 * MILLIS, "timestamp",
						"2025-11-25 06:08:32.345"),
				connect("string", "io.debezium.time.ZonedTimestamp", "2025-11-25T06:08:32Z", "timestamptz",
						"2025-11-25 01:08:32-05"),
				connect("int", "io.debezium.time.Date", 20_000, "date", "2024-10-04"),
				connect("int", "io.debezium.time.Time", 1_000, "time", "00:00:01"),
				connect("long", "io.debezium.time.MicroTime", 1_000L, "time", "00:00:00.001"),
				connect("long", "io.debezium.time.NanoTime", 1_000_000L, "time", "00:00:00.001"),
				connect("int", "io.debezium.time.Year", 2_025, "integer", "2025"),
				connect("long", "io.debezium.time.MicroDuration", -90_000_000L, "interval", "-00:01:30"),
				connect("string", "io.debezium.time.Interval", "P1Y2M3DT4H5M6.7S", "interval",
						"1 year 2 mons 3 days 04:05:06.7"),
				connect("string", "io.debezium.data.Json", "{\"b\": 1}", "jsonb", "{\"b\": 1}"),
				connect("string", "io.debezium.data.Json", "{\"b\": 1}", "text", "{\"b\": 1}"));
	}

	private static Stream<Type> namedByConnect() {
		return Stream.of(
				connect("long", "org.apache.kafka.connect.data.Timestamp", MILLIS, "timestamptz",
						"2025-11-25 01:08:32.345-05"),
				connect("int", "org.apache.kafka.connect.data.Date", 20_000, "date", "2024-10-04"),
				connect("int", "org.apache.kafka.connect.data.Time", 1_000, "time", "00:00:01"),
				new Type(
						"{\"type\": \"bytes\", \"connect.name\": \"org.apache.kafka.connect.data.Decimal\", \"connect.parameters\": {\"scale\": \"3\"}}",
						ByteBuffer.wrap(new byte[] { 7 }), "numeric", "0.007"),
				new Type(
						"{\"type\": \"bytes\", \"connect.name\": \"io.debezium.data.Bits\", \"connect.parameters\": {\"length\": \"10\"}}",
						ByteBuffer.wrap(new byte[] { 5, 2 }), "bit(10)", "1000000101"),
				new Type(VARIABLE, record(VARIABLE, 4, ByteBuffer.wrap(new byte[] { 7 })), "numeric", "0.0007"));
	}

	private static Stream<Type> structures() {
		Object point = record(POINT, 5, MILLIS);
		return Stream.of(new Type("{\"type\": \"array\", \"items\": \"int\"}", List.of(1, 2), "integer[]", "{1,2}"),
				new Type("{\"type\": \"array\", \"items\": \"int\"}", List.of(), "integer[]", "{}"),
				new Type("{\"type\": \"array\", \"items\": [\"null\", \"string\"]}", Arrays.asList("a,\"", null),
						"text[]", "{\"a,\\\"\",NULL}"),
				new Type("{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": \"int\"}}",
						List.of(List.of(1), List.of(2)), "integer[]", "{{1},{2}}"),
				new Type("{\"type\": \"array\", \"items\": [\"null\", \"string\"]}", Arrays.asList("a\"", null),
						"jsonb", "[\"a\\\"\", null]"),
				new Type("{\"type\": \"array\", \"items\": {\"type\": \"int\", \"logicalType\": \"date\"}}", List.of(0),
						"date[]", "{1970-01-01}"),
				new Type("{\"type\": \"map\", \"values\": \"double\"}", Map.of("k\"", 1.5), "jsonb",
						"{\"k\\\"\": 1.5}"),
				new Type(POINT, point, "jsonb", "{\"x\": 5, \"at\": \"2025-11-25T06:08:32.345000+00\"}"),
				new Type("{\"type\": \"array\", \"items\": " + POINT.replace("Point", "Q") + "}",
						List.of(record(POINT.replace("Point", "Q"), 5, 0L)), "jsonb[]",
						"{\"{\\\"x\\\": 5, \\\"at\\\": \\\"1970-01-01T00:00:00+00\\\"}\"}"),
				new Type("[\"null\", " + POINT.replace("Point", "R") + "]", record(POINT.replace("Point", "R"), 5, 0L),
						"text", "{\"x\":5,\"at\":\"1970-01-01T00:00:00+00\"}"));
	}

	private static Type logical(String type, String logical, Object value, String column, String expected) {
		return new Type("{\"type\": \"%s\", \"logicalType\": \"%s\"}".formatted(type, logical), value, column,
				expected);
	}

	private static Type connect(String type, String name, Object value, String column, String expected) {
		return new Type("{\"type\": \"%s\", \"connect.name\": \"%s\"}".formatted(type, name), value, column, expected);
	}

	private static Type fixed(String name, String more, byte[] value, String column, String expected) {
		String type = "{\"type\": \"fixed\", \"name\": \"%s\", \"size\": %d%s}".formatted(name, value.length,
				more.isEmpty() ? "" : ", " + more);
		return new Type(type, new GenericData.Fixed(new Schema.Parser().parse(type), value), column, expected);
	}

	private static byte[] ascending(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) i;
		}
		return bytes;
	}

	private static GenericData.Record record(String schema, Object... values) {
		GenericData.Record data = new GenericData.Record(new Schema.Parser().parse(schema));
		for (int i = 0; i < values.length; i++) {
			data.put(i, values[i]);
		}
		return data;
	}

	static Stream<Type> refused() {
		return Stream.of(
				new Type("\"bytes\"", ByteBuffer.allocate(1), "text", "bytes cannot go into a column of the type text"),
				new Type("\"bytes\"", ByteBuffer.allocate(1), "numeric", "the scale of a number in bytes isn't known"),
				new Type("\"long\"", 1_764_050_912L, "timestamptz", "ingest.columns.f0.unit"),
				new Type("\"double\"", 1.5, "bigint", "1.5 is no whole number"),
				logical("int", "time-millis", 1, "date", "a time of day cannot go into"),
				logical("int", "time-millis", -1, "time", "-1 ms is no time of day"),
				logical("long", "timestamp-millis", Long.MAX_VALUE, "timestamptz", "out of range"),
				new Type("\"int\"", 1, "integer[]", "an array is needed"),
				new Type(POINT, record(POINT, 5, MILLIS), "bytea", "bytes are needed"),
				new Type(DECIMAL, ByteBuffer.allocate(0), "numeric", "no bytes are no number"),
				new Type("\"string\"", "a\0b", "text", "U+0000"));
	}

	/**
	 * A value of a type of Avro, and what a column has of it.
	 *
	 * @param type the type in JSON
	 * @param value the value
	 * @param column the type of the column
	 * @param expected the column's value as text
	 */
	record Type(String type, @Nullable Object value, String column, @Nullable String expected) {

		@Override
		public String toString() {
			return "%s in %s".formatted(this.type, this.column);
		}

	}

}
