package io.kafkatojdbc.staging;

import java.time.DateTimeException;

import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records into rows for COPY.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class RowEncoder {

	private static final Logger log = LoggerFactory.getLogger(RowEncoder.class);

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
			throw placed(kafkaRecord, ex);
		}
		catch (ArithmeticException | ClassCastException | IndexOutOfBoundsException | IllegalArgumentException
				| DateTimeException ex) {
			// No reader should throw these. A record that makes one do so must not stop
			// its neighbours for ever.
			log.error("The record of partition {} at offset {} is rejected, because its reader failed",
					kafkaRecord.partition(), kafkaRecord.offset(), ex);
			throw placed(kafkaRecord, new UnreadableRecordException(RejectionCode.BEYOND_LIMITS,
					"its reader failed: " + ex.getClass().getSimpleName()));
		}
	}

	private UnreadableRecordException placed(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord,
			UnreadableRecordException ex) {
		UnreadableRecordException placed = this.row.inRow(ex);
		return (kafkaRecord.value() != null) ? placed : placed.ofTombstone();
	}

	/**
	 * Releases the resources that are held while records are read one after the other.
	 */
	void end() {
		this.reader.end();
	}

}
