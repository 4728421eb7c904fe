package io.kafkatojdbc.format;

import java.util.Objects;

import io.kafkatojdbc.pipeline.Envelope;
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

	private final RowStart start = new Start();

	private final boolean debezium;

	private final boolean skipsDeletes;

	private final LastDeletes deletes;

	private @Nullable ConsumerRecord<byte[], byte @Nullable []> current;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param values reads values
	 * @param keys reads keys
	 * @param deletes the last deletes of Debezium
	 */
	FormatReader(RowMapping mapping, ValueReader values, KeyReader keys, LastDeletes deletes) {
		this.values = values;
		this.keys = keys;
		this.parts = new RecordParts(mapping);
		this.takesKey = mapping.takesKey();
		this.debezium = mapping.shape().envelope() == Envelope.DEBEZIUM;
		this.skipsDeletes = mapping.shape().skips("d");
		this.deletes = deletes;
	}

	@Override
	public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
			throws UnreadableRecordException {
		this.current = kafkaRecord;
		if (kafkaRecord.value() != null) {
			if (this.debezium) {
				this.deletes.begin(kafkaRecord);
			}
			return this.values.read(kafkaRecord, row, this.start);
		}
		if (this.debezium && (this.skipsDeletes || this.deletes.isRepeatedBy(kafkaRecord))) {
			row.skip();
			return 0;
		}
		this.start.begin(row, true);
		int ignoredFields = this.start.key(row);
		row.end();
		return ignoredFields;
	}

	@Override
	public void end() {
		this.current = null;
		this.values.end();
		this.keys.end();
	}

	/** Writes what is not in the current record's value. */
	private final class Start implements RowStart {

		@Override
		public void begin(RowWriter row, boolean tombstone) throws UnreadableRecordException {
			ConsumerRecord<byte[], byte @Nullable []> kafkaRecord = record();
			if (tombstone && FormatReader.this.debezium) {
				FormatReader.this.deletes.delete(kafkaRecord);
			}
			row.begin(tombstone);
			FormatReader.this.parts.write(kafkaRecord, row);
			if (FormatReader.this.takesKey && kafkaRecord.key() != null) {
				FormatReader.this.keys.readParts(kafkaRecord, kafkaRecord.key(), row);
			}
		}

		@Override
		public int key(RowWriter row) throws UnreadableRecordException {
			byte[] key = record().key();
			if (key == null || key.length == 0) {
				throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "it has no key");
			}
			return FormatReader.this.keys.readTombstone(record(), key, row);
		}

		private ConsumerRecord<byte[], byte @Nullable []> record() {
			return Objects.requireNonNull(FormatReader.this.current);
		}

	}

}
