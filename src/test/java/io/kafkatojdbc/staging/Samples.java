package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.kafkatojdbc.format.JsonReaders;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.table.StagingTable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Staging tables and records to test with. */
public final class Samples {

	private Samples() {
	}

	/** Creates an encoder of JSON as text. */
	static RowEncoder encoder(StagingTable table, String keyColumn) {
		return encoder(table, keyColumn, CopyFormat.TEXT);
	}

	/** Creates an encoder of JSON. */
	static RowEncoder encoder(StagingTable table, String keyColumn, CopyFormat format) {
		return new RowEncoder(JsonReaders.reader(table.columns(), keyColumn), new CopyRow(table, format));
	}

	/** Creates empty rows, as text, of a table without optional columns. */
	static CopyRows rows() {
		return rows(table(text("id")), CopyFormat.TEXT);
	}

	/** Creates empty rows of a table. */
	static CopyRows rows(StagingTable table, CopyFormat format) {
		return new CopyRows(format, new CopyLayout(table));
	}

	static StagingTable table(Column... columns) {
		return new StagingTable("public.films_staging", Set.of(StagingTable.TIMESTAMP), List.of(columns),
				List.of("public.films_staging_0", "public.films_staging_1"), "public.films_staging_set_aside",
				List.of(0L, 0L));
	}

	static Column text(String name) {
		return new Column(name, "text", Kind.TEXT, null, false, ',', false, false);
	}

	static Column withDefault(String name) {
		return new Column(name, "text", Kind.TEXT, null, false, ',', true, true);
	}

	static Column json(String name) {
		return new Column(name, "jsonb", Kind.JSON, null, false, ',', false, false);
	}

	static Column bytes(String name) {
		return new Column(name, "bytea", Kind.BYTES, null, false, ',', false, false);
	}

	static Column array(String name, Kind kind) {
		return new Column(name, "an array", kind, null, true, ',', false, false);
	}

	static ConsumerRecord<byte[], byte @Nullable []> record(long offset, String json) {
		return record(offset, json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns a record.
	 * @param partition its partition
	 * @param offset its offset
	 * @param json its value
	 * @return the record
	 */
	public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String json) {
		return record(partition, offset, json.getBytes(StandardCharsets.UTF_8));
	}

	static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
		return new ConsumerRecord<>("films", partition, offset, 1_000, TimestampType.CREATE_TIME, 0, 0,
				String.valueOf(offset).getBytes(StandardCharsets.UTF_8), value, new RecordHeaders(), Optional.empty());
	}

	/**
	 * Returns a record with a timestamp.
	 * @param partition its partition
	 * @param offset its offset
	 * @param timestamp its timestamp
	 * @param json its value
	 * @return the record
	 */
	public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long timestamp, String json) {
		return new ConsumerRecord<>("films", partition, offset, timestamp, TimestampType.CREATE_TIME, 0, 0, new byte[0],
				json.getBytes(StandardCharsets.UTF_8), new RecordHeaders(), Optional.empty());
	}

	static ConsumerRecord<byte[], byte @Nullable []> record(long offset, byte @Nullable [] value) {
		return new ConsumerRecord<>("films", 3, offset, 1_000, TimestampType.CREATE_TIME, 0, 0, new byte[0], value,
				new RecordHeaders(), Optional.empty());
	}

}
