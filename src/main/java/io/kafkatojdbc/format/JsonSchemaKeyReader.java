package io.kafkatojdbc.format;

import java.util.Arrays;

import io.kafkatojdbc.json.JsonKeyReader;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaFrame;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads keys that are JSON behind the id of a JSON Schema. */
final class JsonSchemaKeyReader implements KeyReader {

	private final JsonKeyReader json;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 */
	JsonSchemaKeyReader(RowMapping mapping) {
		this.json = new JsonKeyReader(mapping);
	}

	@Override
	public void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		this.json.readParts(kafkaRecord, unframed(kafkaRecord, key), row);
	}

	@Override
	public int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		return this.json.readTombstone(kafkaRecord, unframed(kafkaRecord, key), row);
	}

	private static byte[] unframed(ConsumerRecord<?, ?> kafkaRecord, byte[] key) throws UnreadableRecordException {
		return Arrays.copyOfRange(key, SchemaFrame.KEY.read(kafkaRecord, key).offset(), key.length);
	}

	@Override
	public void end() {
		this.json.end();
	}

}
