package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows for COPY.
 * <p>
 * To be used by one thread at a time.
 */
final class RowEncoder {

	private final RecordReader reader;

	private final CopyRow row;

	RowEncoder(RecordReader reader, CopyRow row) {
		this.reader = reader;
		this.row = row;
	}

	/**
	 * Adds a record's row, or leaves the rows as they were.
	 * @param kafkaRecord the record
	 * @param index where the caller finds the record again
	 * @param rows the rows to add to
	 * @throws UnreadableRecordException if no row can be made of the record
	 * @throws NotPlainException if it can't be made in binary format
	 */
	void encode(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, int index, CopyRows rows)
			throws UnreadableRecordException {
		try {
			int ignoredFields = this.reader.read(kafkaRecord, this.row.values());
			this.row.writeTo(rows.begin(index, kafkaRecord.partition(), kafkaRecord.offset(), kafkaRecord.timestamp()));
			rows.end(ignoredFields);
		}
		catch (UnreadableRecordException ex) {
			throw (kafkaRecord.value() != null) ? ex : ex.ofTombstone();
		}
	}

	/** Gives back what is needed only while records come one after the other. */
	void end() {
		this.reader.end();
	}

}
