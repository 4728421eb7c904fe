package io.kafkatojdbc.avro;

import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The schemas that have written the values, or the keys, of records. */
public interface AvroSchemas {

	/**
	 * Finds the schema of a value or key.
	 * @param kafkaRecord the record
	 * @param bytes its value or key
	 * @return what identifies the schema, and where the data begins
	 * @throws UnreadableRecordException if the schema cannot be found
	 */
	Place find(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) throws UnreadableRecordException;

	/**
	 * Returns a schema that was found.
	 * @param id what identifies the schema
	 * @return the schema
	 * @throws UnreadableRecordException if the schema cannot be used
	 */
	Schema schema(Object id) throws UnreadableRecordException;

	/**
	 * Where the data of a schema begins.
	 *
	 * @param id what identifies the schema
	 * @param offset where the data begins
	 */
	record Place(Object id, int offset) {
	}

}
