package io.kafkatojdbc.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the values of records in one format. No implementation guesses a value that it
 * cannot know.
 * <p>
 * Only one thread at a time may use an instance.
 */
public interface ValueReader {

	/**
	 * Reads the value of a record, and writes all its rows, or skips the record.
	 * @param kafkaRecord the record, which has a value
	 * @param row the writer that takes the values
	 * @param start begins the row; the reader may begin it more than once
	 * @return how many fields of the rows have no column
	 * @throws UnreadableRecordException if one of the rows cannot be made
	 */
	int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException;

	/**
	 * Releases the resources that are held while records are read one after the other.
	 */
	void end();

}
