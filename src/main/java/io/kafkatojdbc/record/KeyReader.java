package io.kafkatojdbc.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the keys of records in one format.
 * <p>
 * Only one thread at a time may use an instance.
 */
public interface KeyReader {

	/**
	 * Reads the parts of a key that columns are declared to take.
	 * @param kafkaRecord the record
	 * @param key its key
	 * @param row a row that has begun
	 * @throws UnreadableRecordException if the key cannot be read
	 */
	void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row) throws UnreadableRecordException;

	/**
	 * Reads the key of a record without a value. The fields of the key go into the
	 * columns of their names; a key without fields goes into the column that
	 * {@code ingest.key-column} names.
	 * @param kafkaRecord the record
	 * @param key its key, which is not empty
	 * @param row a row that has begun
	 * @return how many fields of the key have no column
	 * @throws UnreadableRecordException if no row can be made of the key
	 */
	int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row) throws UnreadableRecordException;

	/**
	 * Releases the resources that are held while keys are read one after the other.
	 */
	void end();

}
