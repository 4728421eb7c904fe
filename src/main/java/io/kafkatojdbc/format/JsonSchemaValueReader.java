package io.kafkatojdbc.format;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.kafkatojdbc.json.JsonValueReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.ValueReader;
import io.kafkatojdbc.registry.Framed;
import io.kafkatojdbc.registry.RegisteredSchema;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.registry.SchemaId;
import io.kafkatojdbc.registry.SchemaRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads values that are JSON behind the id of a JSON Schema. */
final class JsonSchemaValueReader implements ValueReader {

	private final RowMapping mapping;

	private final SchemaRegistry registry;

	private final Map<SchemaId, JsonValueReader> readers = new HashMap<>();

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param registry the registry with the schemas
	 */
	JsonSchemaValueReader(RowMapping mapping, SchemaRegistry registry) {
		this.mapping = mapping;
		this.registry = registry;
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		Framed framed = SchemaFrame.VALUE.read(kafkaRecord, kafkaRecord.value());
		JsonValueReader reader = this.readers.get(framed.id());
		if (reader == null) {
			reader = new JsonValueReader(this.mapping, schema(framed.id()).text());
			this.readers.put(framed.id(), reader);
		}
		return reader.read(unframed(kafkaRecord, framed.offset()), row, start);
	}

	private static ConsumerRecord<byte[], byte[]> unframed(ConsumerRecord<byte[], byte[]> kafkaRecord, int offset) {
		byte[] value = kafkaRecord.value();
		return new ConsumerRecord<>(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset(),
				kafkaRecord.timestamp(), kafkaRecord.timestampType(), ConsumerRecord.NULL_SIZE,
				ConsumerRecord.NULL_SIZE, kafkaRecord.key(), Arrays.copyOfRange(value, offset, value.length),
				kafkaRecord.headers(), kafkaRecord.leaderEpoch());
	}

	private RegisteredSchema schema(SchemaId id) throws UnreadableRecordException {
		RegisteredSchema schema = this.registry.schema(id);
		if (schema.type() != RegisteredSchema.Type.JSON) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"the schema with the id %s is no JSON Schema but of %s".formatted(id, schema.type()));
		}
		return schema;
	}

	@Override
	public void end() {
		this.readers.values().forEach(JsonValueReader::end);
	}

}
