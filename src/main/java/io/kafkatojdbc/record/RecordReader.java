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
	 * Reads a record, and writes its row from the beginning.
	 * @param kafkaRecord the record; if it has no value, its key is read
	 * @param row the writer that takes the values
	 * @return how many fields of the record have no column
	 * @throws UnreadableRecordException if no row can be made of the record
	 */
	int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row) throws UnreadableRecordException;

	/**
	 * Releases the resources that are held while records are read one after the other.
	 */
	void end();

}
