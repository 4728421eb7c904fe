package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows for COPY.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class RowEncoder {

	private final RecordReader reader;

	private final CopyRow row;

	RowEncoder(RecordReader reader, CopyRow row) {
		this.reader = reader;
		this.row = row;
	}

	/**
	 * Adds the rows of a record: one, several, or none if the record is skipped. After an
	 * exception the rows are the same as before.
	 * @param kafkaRecord the record
	 * @param order the record's order among all versions of its key
	 * @param index the index by which the caller finds the record again
	 * @param rows the rows to add to
	 * @throws UnreadableRecordException if one of the record's rows cannot be made
	 * @throws NotPlainException if a row cannot be written in binary format
	 */
	void encode(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, long order, int index, CopyRows rows)
			throws UnreadableRecordException {
		rows.beginRecord(index, kafkaRecord, order);
		try {
			int ignoredFields = this.reader.read(kafkaRecord, this.row.beginRecord(rows));
			this.row.endRecord();
			rows.endRecord(ignoredFields);
		}
		catch (UnreadableRecordException ex) {
			UnreadableRecordException placed = this.row.inRow(ex);
			throw (kafkaRecord.value() != null) ? placed : placed.ofTombstone();
		}
	}

	/**
	 * Releases the resources that are held while records are read one after the other.
	 */
	void end() {
		this.reader.end();
	}

}
