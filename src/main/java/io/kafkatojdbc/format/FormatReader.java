package io.kafkatojdbc.format;

import java.util.Objects;

import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RecordParts;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads records whose values have one format, and whose keys have one format. */
final class FormatReader implements RecordReader {

	private final ValueReader values;

	private final KeyReader keys;

	private final RecordParts parts;

	private final boolean takesKey;

	private final RowStart start = this::begin;

	private @Nullable ConsumerRecord<byte[], byte @Nullable []> current;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param values reads values
	 * @param keys reads keys
	 */
	FormatReader(RowMapping mapping, ValueReader values, KeyReader keys) {
		this.values = values;
		this.keys = keys;
		this.parts = new RecordParts(mapping);
		this.takesKey = mapping.takesKey();
	}

	@Override
	public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
			throws UnreadableRecordException {
		this.current = kafkaRecord;
		if (kafkaRecord.value() != null) {
			return this.values.read(kafkaRecord, row, this.start);
		}
		begin(row);
		byte[] key = kafkaRecord.key();
		if (key == null || key.length == 0) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "it has no key");
		}
		return this.keys.readTombstone(kafkaRecord, key, row);
	}

	private void begin(RowWriter row) throws UnreadableRecordException {
		ConsumerRecord<byte[], byte @Nullable []> kafkaRecord = Objects.requireNonNull(this.current);
		row.begin(kafkaRecord.value() == null);
		this.parts.write(kafkaRecord, row);
		if (this.takesKey && kafkaRecord.key() != null) {
			this.keys.readParts(kafkaRecord, kafkaRecord.key(), row);
		}
	}

	@Override
	public void end() {
		this.current = null;
		this.values.end();
		this.keys.end();
	}

}
