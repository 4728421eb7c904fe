package io.kafkatojdbc.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one record after the other. There is one implementation for each
 * format of records; none of them guesses what it cannot know.
 * <p>
 * To be used by one thread at a time.
 */
public interface RecordReader {

	/**
	 * Reads a record, from the beginning of its row on.
	 * @param kafkaRecord the record; if it has no value, its key is read
	 * @param row takes the values
	 * @return how many fields of the record have no column
	 * @throws UnreadableRecordException if no row can be made of the record
	 */
	int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row) throws UnreadableRecordException;

	/** Gives back what is needed only while records come one after the other. */
	void end();

}
