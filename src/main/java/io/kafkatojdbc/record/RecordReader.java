package io.kafkatojdbc.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one record after the other. Each format of records has one
 * implementation. No implementation guesses a value that it cannot know.
 * <p>
 * Only one thread at a time may use an instance.
 */
public interface RecordReader {

	/**
	 * Reads a record, and writes all its rows from the beginning, or skips the record. If
	 * an exception is thrown, none of the rows counts.
	 * @param kafkaRecord the record; if it has no value, its key is read
	 * @param row the writer that takes the values of the rows
	 * @return how many fields of the record have no column
	 * @throws UnreadableRecordException if one of the record's rows cannot be made
	 */
	int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row) throws UnreadableRecordException;

	/**
	 * Releases the resources that are held while records are read one after the other.
	 */
	void end();

}
