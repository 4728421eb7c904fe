package io.kafkatojdbc.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import io.kafkatojdbc.format.AvroReaders;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the bytes are, a record is rejected with a reason, or its row is what Avro's
 * own library reads.
 */
class AvroGarbageIT {

	private static final int RECORDS = 100_000;

	private static final Schema SCHEMA = AvroData.schema("Mutated", """
			{"name": "a", "type": "long"}, {"name": "b", "type": ["null", "string"]}, {"name": "c", "type": "double"},
			{"name": "d", "type": {"type": "array", "items": ["null", "string"]}}, {"name": "e", "type": "bytes"},
			{"name": "skipped", "type": {"type": "map", "values": {"type": "array", "items": "float"}}},
			{"name": "f", "type": "boolean"}, {"name": "g", "type": {"type": "map", "values": "int"}},
			{"name": "h", "type": "int"}
			""");

	private final Random random = new Random(18);

	@Test
	void isRejectedOrReadAsAvroReadsIt() throws Exception {
		try (StagingDatabase database = new StagingDatabase("avro_garbage")) {
			database.execute(StagingTables.ddl("films_staging",
					"a bigint, b text, c double precision, d text[], e bytea, f boolean, g json, h integer"));
			StagingTable table = database.read("films_staging");
			CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
			Map<Long, byte[]> accepted = encode(table, rows);
			assertThat(accepted).hasSizeBetween(RECORDS / 20, RECORDS * 19 / 20);
			rows.stampBatch(1);
			database.copy(rows, table, 0);
			Map<Long, String> staged = staged(database);
			accepted.forEach((offset, value) -> assertThat(staged.get(offset)).isEqualTo(asAvroReads(value)));
		}
	}

	private static Map<Long, String> staged(StagingDatabase database) {
		return database.jdbc()
			.sql("SELECT kafka_offset, a, b, c, d, encode(e, 'hex'), f, g, h FROM films_staging")
			.query((row, number) -> Map.entry(row.getLong(1),
					"%s|%s|%s|%s|%s|%s|%s|%s".formatted(row.getString(2), row.getString(3), row.getDouble(4),
							Arrays.toString((Object[]) row.getArray(5).getArray()), row.getString(6), row.getBoolean(7),
							row.getString(8), row.getString(9))))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private Map<Long, byte[]> encode(StagingTable table, CopyRows rows) {
		RowEncoder encoder = new RowEncoder(AvroReaders.reader(table.columns(), Map.of(), Map.of((byte) 1, SCHEMA)),
				new CopyRow(table, CopyFormat.TEXT));
		Map<Long, byte[]> accepted = new LinkedHashMap<>();
		for (long offset = 0; offset < RECORDS; offset++) {
			byte[] value = mutated();
			try {
				encoder.encode(Samples.record(offset, value), 1_000, 0, rows);
				accepted.put(offset, value);
			}
			catch (UnreadableRecordException ex) {
				assertThat(ex.reason()).isNotBlank();
			}
		}
		return accepted;
	}

	private byte[] mutated() {
		byte[] value = AvroData.encode(1, SCHEMA, this.random.nextLong() >> this.random.nextInt(64),
				this.random.nextBoolean() ? null : text(), this.random.nextGaussian(),
				Arrays.asList(text(), null, text()), ByteBuffer.wrap(new byte[] { 1, 2 }),
				Map.of(text(), List.of(1.5f, 2.5f)), this.random.nextBoolean(), Map.of(text(), 3),
				this.random.nextInt());
		for (int i = this.random.nextInt(3); i > 0; i--) {
			int at = 1 + this.random.nextInt(value.length - 1);
			switch (this.random.nextInt(4)) {
				case 0 -> value[at] = (byte) this.random.nextInt();
				case 1 -> value[at] ^= (byte) (1 << this.random.nextInt(8));
				case 2 -> value = Arrays.copyOf(value, Math.max(2, at));
				default -> value = Arrays.copyOf(value, value.length + 1);
			}
		}
		return value;
	}

	private String text() {
		return "é\"x\\".repeat(this.random.nextInt(3)) + this.random.nextInt(10);
	}

	private static String asAvroReads(byte[] value) {
		try {
			GenericRecord data = new GenericDatumReader<GenericRecord>(SCHEMA).read(null,
					DecoderFactory.get().binaryDecoder(value, 1, value.length - 1, null));
			ByteBuffer bytes = (ByteBuffer) data.get("e");
			return "%s|%s|%s|%s|%s|%s|%s|%s".formatted(data.get("a"), data.get("b"), data.get("c"), data.get("d"),
					hex(bytes), data.get("f"), json(data.get("g")), data.get("h"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String hex(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	/** Avro writes some characters of JSON in its own way, so it is written here. */
	private static String json(Object value) {
		if (value instanceof Map<?, ?> map) {
			StringBuilder out = new StringBuilder("{");
			map.forEach((key, each) -> out.append((out.length() > 1) ? "," : "")
				.append(json(key))
				.append(':')
				.append(json(each)));
			return out.append('}').toString();
		}
		if (value instanceof List<?> list) {
			StringBuilder out = new StringBuilder("[");
			list.forEach((each) -> out.append((out.length() > 1) ? "," : "").append(json(each)));
			return out.append(']').toString();
		}
		return (value instanceof CharSequence) ? new JsonMapper().writeValueAsString(value.toString())
				: String.valueOf(value);
	}

}
