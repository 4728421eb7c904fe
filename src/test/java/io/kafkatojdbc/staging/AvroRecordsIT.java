package io.kafkatojdbc.staging;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.kafkatojdbc.format.AvroReaders;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records of Avro go into the columns that their names, aliases and paths say. */
class AvroRecordsIT {

	private static final Schema CUSTOMER = AvroData.schema("Customer", """
			{"name": "customerId", "type": "long"},
			{"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
				{"name": "city", "type": "string"}, {"name": "zip", "type": "int"}]}]},
			{"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
				{"name": "sku", "type": "string"}]}}},
			{"name": "extra", "type": {"type": "map", "values": "int"}},
			{"name": "unused", "type": {"type": "array", "items": "Line"}}
			""");

	private static final Schema TREE = AvroData.schema("Node", "{\"name\": \"next\", \"type\": [\"null\", \"Node\"]}");

	private final StagingDatabase database = new StagingDatabase("avro_records");

	private final Map<String, String> from = new HashMap<>();

	private final Map<Byte, Schema> schemas = new HashMap<>();

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void pathsLeadIntoRecordsArraysAndMaps() throws Exception {
		this.from.putAll(Map.of("city", "address.city", "zip", "value:address.zip", "second", "lines[1].sku", "red",
				"extra.red", "whole", "value", "raw", "value"));
		this.schemas.put((byte) 1, CUSTOMER);
		byte[] full = AvroData.encode(1, CUSTOMER, 7L, part("address", 1, "Ghent", 9000),
				List.of(line("a"), line("b"), line("c")), Map.of("blue", 1, "red", 2), List.of(line("x")));
		byte[] bare = AvroData.encode(1, CUSTOMER, 8L, null, List.of(), Map.of(), List.of());
		assertThat(stage(
				"customer_id bigint, city text, zip integer, second text, red integer, address jsonb, whole jsonb, raw bytea",
				full, bare))
			.containsExactly(
					"7|Ghent|9000|b|2|{\"zip\": 9000, \"city\": \"Ghent\"}|{\"zip\": 9000, \"city\": \"Ghent\"}|true",
					"8||||||null|true");
	}

	private static GenericData.Record part(String field, int branch, Object... values) {
		Schema schema = CUSTOMER.getField(field).schema();
		GenericData.Record part = new GenericData.Record(schema.getTypes().get(branch));
		for (int i = 0; i < values.length; i++) {
			part.put(i, values[i]);
		}
		return part;
	}

	private static GenericData.Record line(String sku) {
		GenericData.Record line = new GenericData.Record(CUSTOMER.getField("lines").schema().getElementType());
		line.put(0, sku);
		return line;
	}

	/** Stages records, and returns the columns of each row. */
	private List<String> stage(String columns, byte[]... values) throws Exception {
		StagingTable table = table(columns);
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		RowEncoder encoder = encoder(table);
		for (int i = 0; i < values.length; i++) {
			encoder.encode(Samples.record(i, values[i]), 1_000, i, rows);
		}
		return copy(table, rows);
	}

	private List<String> copy(StagingTable table, CopyRows rows) throws SQLException {
		rows.stampBatch(1);
		this.database.copy(rows, table, 0);
		String columns = table.columns().stream().map((each) -> switch (each.name()) {
			case "whole" -> "(whole->'address')::text";
			case "raw" -> "(length(raw) > 1)::text";
			default -> each.name() + "::text";
		}).reduce((one, other) -> one + " || '|' || coalesce(" + other + ", '')").orElseThrow();
		return this.database.jdbc()
			.sql("SELECT %s FROM films_staging ORDER BY kafka_offset".formatted(columns))
			.query(String.class)
			.list();
	}

	private StagingTable table(String columns) {
		this.database.execute("DROP TABLE IF EXISTS films_staging");
		this.database.execute(StagingTables.ddl("films_staging", columns));
		return this.database.read("films_staging");
	}

	private RowEncoder encoder(StagingTable table) {
		return new RowEncoder(AvroReaders.reader(table.columns(), this.from, this.schemas),
				new CopyRow(table, CopyFormat.TEXT));
	}

	@Test
	void aSchemaMayChangeBetweenTwoRecords() throws Exception {
		this.schemas.put((byte) 1, AvroData.schema("V1", """
				{"name": "id", "type": "int"}, {"name": "name", "type": "string"}, {"name": "gone", "type": "int"}
				"""));
		this.schemas.put((byte) 2, AvroData.schema("V2", """
				{"name": "title", "type": "string", "aliases": ["name"]}, {"name": "added", "type": "boolean"},
				{"name": "id", "type": "long"}
				"""));
		assertThat(
				stage("id bigint, name text, gone integer, added boolean", AvroData.encode(1, schema(1), 1, "one", 9),
						AvroData.encode(2, schema(2), "two", true, 2L), AvroData.encode(1, schema(1), 3, "three", 9)))
			.containsExactly("1|one|9|", "2|two||true", "3|three|9|");
	}

	@Test
	void anAliasYieldsToANameOfItsOwn() throws Exception {
		Schema schema = AvroData.schema("V", """
				{"name": "other", "type": "string", "aliases": ["name"]}, {"name": "name", "type": "string"}
				""");
		this.schemas.put((byte) 1, schema);
		assertThat(stage("name text", AvroData.encode(1, schema, "alias", "own"))).containsExactly("own");
	}

	@Test
	void aUnionOfRecordsIsWhatItIs() throws Exception {
		Schema union = new Schema.Parser()
			.parse("""
					[{"type": "record", "name": "A", "fields": [{"name": "id", "type": "int"}, {"name": "a", "type": "int"}]},
					{"type": "record", "name": "B", "fields": [{"name": "b", "type": "string"}, {"name": "id", "type": "int"}]}]
					""");
		this.schemas.put((byte) 1, union);
		GenericData.Record a = new GenericData.Record(union.getTypes().get(0));
		a.put("id", 1);
		a.put("a", 5);
		GenericData.Record b = new GenericData.Record(union.getTypes().get(1));
		b.put("id", 2);
		b.put("b", "x");
		assertThat(stage("id integer, a integer, b text", AvroData.encodeValue(1, union, a),
				AvroData.encodeValue(1, union, b)))
			.containsExactly("1|5|", "2||x");
	}

	@Test
	void theKeyOfATombstoneHasFieldsOrIsAValue() throws Exception {
		Schema key = AvroData.schema("Key", "{\"name\": \"id\", \"type\": \"long\"}");
		this.schemas.put((byte) 1, key);
		this.schemas.put((byte) 2, Schema.create(Schema.Type.STRING));
		StagingTable table = table("id text, kafka_tombstone boolean NOT NULL DEFAULT false");
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		RowEncoder encoder = encoder(table);
		encoder.encode(tombstone(0, AvroData.encode(1, key, 7L)), 1_000, 0, rows);
		encoder.encode(tombstone(1, AvroData.encodeValue(2, schema(2), "k")), 1_000, 1, rows);
		assertThat(copy(table, rows)).containsExactly("7", "k");
	}

	private Schema schema(int number) {
		return Objects.requireNonNull(this.schemas.get((byte) number));
	}

	private static ConsumerRecord<byte[], byte @Nullable []> tombstone(long offset, byte[] key) {
		return new ConsumerRecord<>("films", 3, offset, 1_000, TimestampType.CREATE_TIME, 0, 0, key, null,
				new RecordHeaders(), Optional.empty());
	}

	@Test
	void recordsWithoutKnownFieldsAreRejected() {
		this.schemas.put((byte) 1, AvroData.schema("E",
				"{\"name\": \"op\", \"type\": \"int\"}, {\"name\": \"after\", \"type\": \"int\"}"));
		this.schemas.put((byte) 2, Schema.create(Schema.Type.INT));
		assertRefused(RejectionCode.NO_KNOWN_FIELD, "ingest.record.envelope=debezium", 1, 2, 2);
		assertRefused(RejectionCode.NOT_AN_OBJECT, "of the type int", 2, 2);
	}

	@Test
	void dataThatIsNotOfItsSchemaIsRejectedWithoutFillingTheMemory() {
		this.schemas.put((byte) 1, AvroData.ofTypes(List.of("\"string\"")));
		this.schemas.put((byte) 2, AvroData.ofTypes(List.of("{\"type\": \"array\", \"items\": \"null\"}")));
		this.schemas.put((byte) 3, AvroData.ofTypes(List.of("[\"null\", \"int\"]")));
		this.schemas.put((byte) 4, TREE);
		this.schemas.put((byte) 5, AvroData
			.ofTypes(List.of("{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": \"null\"}}")));
		this.schemas.put((byte) 6, AvroData.ofTypes(List.of("\"boolean\"")));
		assertRefused(RejectionCode.NOT_AVRO, "it ends too early", 1, 10, 'a');
		assertRefused(RejectionCode.NOT_AVRO, "1 bytes follow the value", 1, 2, 'a', 'b');
		assertRefused(RejectionCode.NOT_AVRO, "the length -1 is below 0", 1, 1);
		assertRefused(RejectionCode.NOT_AVRO, "it ends too early", 1, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F);
		assertRefused(RejectionCode.NOT_AVRO, "more elements than", 2, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0);
		assertRefused(RejectionCode.NOT_AVRO, "more elements than", 5, 8, 0xC0, 0x3E, 0, 0xC0, 0x3E, 0, 0xC0, 0x3E, 0,
				0xC0, 0x3E, 0, 0);
		assertRefused(RejectionCode.NOT_AVRO, "a block of", 2, 3, 0x7E, 0);
		assertRefused(RejectionCode.NOT_AVRO, "2 is no index of a union's schema, which has 2", 3, 4);
		assertRefused(RejectionCode.NOT_AVRO, "7 is no boolean", 6, 7);
		assertRefused(RejectionCode.NOT_AVRO, "more than 10 bytes", 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
				1);
		assertRefused(RejectionCode.INVALID_UTF8, "a text is not UTF-8", 1, 2, 0xFF);
		int[] deep = new int[1_000_000];
		Arrays.fill(deep, 2);
		deep[0] = 4;
		assertRefused(RejectionCode.BEYOND_LIMITS, "nested deeper than 500", deep);
	}

	private void assertRefused(RejectionCode code, String reason, int... bytes) {
		ByteBuffer value = ByteBuffer.allocate(bytes.length);
		for (int each : bytes) {
			value.put((byte) each);
		}
		StagingTable table = table("f0 jsonb, next jsonb");
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> encoder(table).encode(Samples.record(0, value.array()), 1_000, 0,
					Samples.rows(table, CopyFormat.TEXT)))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

}
