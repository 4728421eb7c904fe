package io.kafkatojdbc.avro;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.Framed;
import io.kafkatojdbc.registry.RegisteredSchema;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.registry.SchemaId;
import io.kafkatojdbc.registry.SchemaRegistry;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Schemas of a registry, by the id that comes with a value or key. */
public final class RegistrySchemas implements AvroSchemas {

	private final SchemaRegistry registry;

	private final SchemaFrame frame;

	/**
	 * Creates the schemas.
	 * @param registry the registry
	 * @param frame where ids are in records
	 */
	public RegistrySchemas(SchemaRegistry registry, SchemaFrame frame) {
		this.registry = registry;
		this.frame = frame;
	}

	@Override
	public Place find(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) throws UnreadableRecordException {
		Framed framed = this.frame.read(kafkaRecord, bytes);
		return new Place(framed.id(), framed.offset());
	}

	@Override
	public Schema schema(Object id) throws UnreadableRecordException {
		RegisteredSchema registered = this.registry.schema((SchemaId) id);
		if (registered.type() != RegisteredSchema.Type.AVRO) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"the schema with the id %s is not of Avro but of %s".formatted(id, registered.type()));
		}
		try {
			Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
			registered.references().values().forEach(parser::parse);
			return parser.parse(registered.text());
		}
		catch (AvroRuntimeException | IllegalArgumentException ex) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"the schema with the id %s is not valid: %s".formatted(id, ex.getMessage()));
		}
	}

}
