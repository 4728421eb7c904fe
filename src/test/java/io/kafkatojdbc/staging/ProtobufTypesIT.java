package io.kafkatojdbc.staging;

import java.util.Map;
import java.util.Optional;

import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.format.ProtobufReaders;
import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.protobuf.Messages;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every type of Protobuf, as PostgreSQL has it in each kind of column. */
class ProtobufTypesIT {

	private static final StagingDatabase database = new StagingDatabase("protobuf_types");

	private static final ProtobufSchemas schemas = ProtobufSchemas.of(SchemaFrame.VALUE, Messages.EVERYTHING.toString(),
			"Everything");

	private static final Descriptor type = Messages.everything();

	@AfterAll
	static void disconnect() {
		database.close();
	}

	@ParameterizedTest(name = "{0} in {1} {2}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NULL", value = {
			// numbers
			"i32: -7 | i32 | integer | -7", "i64: -9223372036854775808 | i64 | bigint | -9223372036854775808",
			"u32: 4294967295 | u32 | bigint | 4294967295",
			"u64: 18446744073709551615 | u64 | numeric | 18446744073709551615",
			"u64: 18446744073709551615 | u64 | text | 18446744073709551615", "s32: -3 | s32 | smallint | -3",
			"s64: -4 | s64 | bigint | -4", "f32: 4294967295 | f32 | numeric | 4294967295",
			"f64: 9223372036854775808 | f64 | numeric | 9223372036854775808", "sf32: -5 | sf32 | integer | -5",
			"sf64: -6 | sf64 | text | -6", "f: 0.1 | f | real | 0.1", "f: 0.1 | f | numeric | 0.1",
			"f: 0.1 | f | jsonb | 0.1", "d: 0.1 | d | double precision | 0.1",
			"d: inf | d | double precision | Infinity", "d: nan | d | jsonb | `\"NaN\"`", "d: 3 | d | integer | 3",
			"b: true | b | boolean | true",
			// text and bytes
			"s: 'a\\tb' | s | text | `a\tb`", "s: '12.5' | s | numeric | 12.5",
			"by: '\\000\\377' | by | bytea | \\x00ff", "by: '\\000\\377' | by | jsonb | `\"AP8=\"`",
			// what is absent
			"s: '' | i32 | integer | 0", "i32: 0 | s | text | ``", "i32: 0 | b | boolean | false",
			"i32: 1 | color | text | COLOR_UNSPECIFIED", "i32: 1 | maybe | integer | NULL",
			"maybe: 0 | maybe | integer | 0", "i32: 1 | inner | jsonb | NULL", "i32: 1 | numbers | integer[] | {}",
			"i32: 1 | counts | jsonb | {}", "i32: 1 | ts | timestamptz | NULL",
			"i32: 1 | optional_text | text DEFAULT 'x' | x",
			// enums
			"color: RED | color | text | RED", "color: ROT | color | text | RED", "color: RED | color | integer | 1",
			"color: RED | color | jsonb | `\"RED\"`",
			"colors: [RED, COLOR_UNSPECIFIED] | colors | text[] | {RED,COLOR_UNSPECIFIED}",
			// structures
			"inner {name: 'n'} | inner | jsonb | `{\"more\": [], \"name\": \"n\"}`",
			"numbers: [1, 2] | numbers | integer[] | {1,2}", "numbers: [1, 2] | numbers | jsonb | [1, 2]",
			"texts: ['a', 'b,c'] | texts | text[] | `{a,\"b,c\"}`", "texts: ['a'] | texts | text | `[\"a\"]`",
			"counts {key: 'a' value: 9007199254740993} | counts | jsonb | `{\"a\": 9007199254740993}`",
			"by_number {key: 7 value {count: 1}} | by_number | jsonb | `{\"7\": {\"more\": [], \"name\": \"\", \"count\": 1}}`",
			"left: 'l' | left | text | l", "right {name: 'r'} | left | text | NULL",
			// well-known types
			"ts {seconds: 1764050912 nanos: 123456789} | ts | timestamptz | 2025-11-25 06:08:32.123456+00",
			"ts {seconds: -1 nanos: 999999999} | ts | timestamp | 1969-12-31 23:59:59.999999",
			"ts {seconds: 1764050912 nanos: 123456789} | ts | jsonb | `\"2025-11-25T06:08:32.123456789Z\"`",
			"dur {seconds: 3661 nanos: 500000000} | dur | interval | 01:01:01.5",
			"dur {seconds: -1 nanos: -500000000} | dur | interval | -00:00:01.5",
			"dur {seconds: -1 nanos: -500000000} | dur | jsonb | `\"-1.5s\"`", "text {value: ''} | text | text | ``",
			"num {value: 5} | num | bigint | 5", "i32: 1 | num | bigint | NULL",
			"struct {fields {key: 'a' value {list_value {values {null_value: NULL_VALUE} values {bool_value: true}}}}} | struct | jsonb | `{\"a\": [null, true]}`",
			"value {string_value: 'v'} | value | text | v", "value {null_value: NULL_VALUE} | value | text | NULL",
			"list {values {number_value: 1.5}} | list | numeric[] | {1.5}",
			"any {type_url: 'type.example.com/test.Everything.Inner' value: '\\n\\001x'} | any | jsonb | `{\"more\": [], \"name\": \"x\", \"@type\": \"type.example.com/test.Everything.Inner\"}`",
			"any {type_url: 'x/google.protobuf.Duration' value: '\\010\\003'} | any | jsonb | `{\"@type\": \"x/google.protobuf.Duration\", \"value\": \"3s\"}`",
			"mask {paths: ['a_b.c', 'd']} | mask | text | aB.c,d",
			"date {year: 2024 month: 2 day: 29} | date | date | 2024-02-29",
			"date {year: 2024 month: 2 day: 29} | date | jsonb | `{\"day\": 29, \"year\": 2024, \"month\": 2}`",
			"time {hours: 23 minutes: 59 seconds: 1 nanos: 5000} | time | time | 23:59:01.000005",
			"dec {value: '-1.50'} | dec | numeric | -1.50",
			"cdec {value: '\\004\\322' scale: 2} | cdec | numeric | 12.34",
			"times {seconds: 0} times {seconds: 60} | times | timestamptz[] | `{\"1970-01-01 00:00:00+00\",\"1970-01-01 00:01:00+00\"}`",
			// names
			"longFieldName: 'x' | long_field_name | text | x", "longFieldName: 'x' | LONGFIELDNAME | text | x",
			"renamed: 'x' | othername | text | x", "renamed: 'x' | renamed | text | x" })
	void isInTheColumnAsItShouldBe(String message, String column, String columnType, @Nullable String expected)
			throws Exception {
		assertThat(staged(message, column, columnType, ColumnSettings.NONE)).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0} in {1} {2}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"color: 7 | color | text | column 'color': 7 has no name in the enum test.Everything.Color; a column of integers takes it",
			"i64: 1764050912 | i64 | timestamptz | column 'i64': the unit of the number 1764050912 isn't known",
			"d: 1.5 | d | integer | column 'd': 1.5 is no whole number",
			"by: 'x' | by | text | column 'by': bytes cannot go into a column of the type text",
			"i32: 1 | i32 | integer[] | column 'i32': an array is needed",
			"inner {} | inner | bytea | column 'inner': bytes are needed",
			"ts {seconds: 1} | ts | bigint | column 'ts': a point in time cannot go into a column of the type bigint; name one of its fields with ingest.columns.ts.from",
			"ts {seconds: 1 nanos: -1} | ts | timestamptz | column 'ts': 1 seconds and -1 nanoseconds are no google.protobuf.Timestamp",
			"dur {seconds: 1 nanos: -1} | dur | interval | column 'dur': 1 seconds and -1 nanoseconds are no google.protobuf.Duration",
			"date {year: 2024} | date | date | column 'date': wrong google.type.Date: Invalid value for MonthOfYear",
			"cdec {value: '\\001' scale: -2000000000} | cdec | numeric | column 'cdec': wrong confluent.type.Decimal: its scale is -2000000000",
			"any {type_url: 'x/y.Z' value: 'z'} | any | jsonb | column 'any': a google.protobuf.Any has the type 'x/y.Z', which the schema of the record does not import",
			"s: 'a\\000b' | s | text | column 's': PostgreSQL cannot store the character U+0000",
			"maybe: 1 | other | text | no field of the type test.Everything has a column of the staging table" })
	void isRefusedWithAReason(String message, String column, String columnType, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> staged(message, column, columnType, ColumnSettings.NONE))
			.withMessageStartingWith(reason);
	}

	@ParameterizedTest(name = "{1} of {0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NULL", value = {
			"inner {name: 'n' more {name: 'm'}} | inner.more[0].name | text | m", "i32: 1 | inner.name | text | NULL",
			"inner {} | inner.name | text | ``", "inner {} | inner.count | integer | NULL",
			"inners {name: 'a'} inners {name: 'b'} | inners[1].name | text | b",
			"inners {} | inners[1].name | text | NULL", "counts {key: 'a' value: 5} | counts.a | bigint | 5",
			"ts {seconds: 5 nanos: 6} | ts.seconds | bigint | 5",
			"dur {seconds: -5 nanos: -6} | dur.nanos | bigint | -6", "dur {seconds: -5} | dur.seconds | bigint | -5",
			"struct {fields {key: 'a' value {list_value {values {number_value: 2}}}}} | struct.a[0] | integer | 2",
			"any {type_url: 'x/test.Everything.Inner' value: '\\n\\001x'} | any.name | text | x",
			"numbers: [4, 5] | numbers[1] | integer | 5", "renamed: 'x' | otherName | text | x" })
	void isFoundByItsPath(String message, String path, String columnType, @Nullable String expected) throws Exception {
		assertThat(staged(message, "c", columnType, new ColumnSettings(path, null, null, null, null)))
			.isEqualTo(expected);
	}

	private static @Nullable String staged(String message, String column, String columnType, ColumnSettings settings)
			throws Exception {
		database.execute("DROP TABLE IF EXISTS films_staging; SET TIME ZONE 'UTC'");
		database.execute(StagingTables.ddl("films_staging", "\"%s\" %s".formatted(column, columnType)));
		StagingTable table = database.read("films_staging");
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		new RowEncoder(ProtobufReaders.reader(table.columns(), Map.of(column, settings), schemas),
				new CopyRow(table, CopyFormat.TEXT))
			.encode(Samples.record(0, Messages.bytes(type, message)), 1_000, 0, rows);
		rows.stampBatch(1);
		assertThat(database.copy(rows, table, 0)).isEqualTo(1);
		return database.jdbc()
			.sql("SELECT \"%s\"::text FROM films_staging".formatted(column))
			.query((row, number) -> Optional.ofNullable(row.getString(1)))
			.single()
			.orElse(null);
	}

}
