package io.kafkatojdbc.protobuf;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.Framed;
import io.kafkatojdbc.registry.MessageIndexes;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.registry.SchemaId;
import io.kafkatojdbc.registry.SchemaRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The schemas with which messages are read, from a registry or from a file. A schema is
 * compiled once. All threads may use an instance.
 */
public final class ProtobufSchemas {

	private final @Nullable SchemaRegistry registry;

	private final SchemaFrame frame;

	private final @Nullable FoundMessage only;

	private final Map<SchemaId, CompiledSchema> compiled = new ConcurrentHashMap<>();

	private ProtobufSchemas(@Nullable SchemaRegistry registry, SchemaFrame frame, @Nullable FoundMessage only) {
		this.registry = registry;
		this.frame = frame;
		this.only = only;
	}

	/**
	 * Returns the schemas of a registry. The id of a schema and the indexes of a message
	 * in it come with each record.
	 * @param registry the registry
	 * @param frame the place where the id is
	 * @return its schemas
	 */
	public static ProtobufSchemas of(SchemaRegistry registry, SchemaFrame frame) {
		return new ProtobufSchemas(registry, frame, null);
	}

	/**
	 * Returns the schema of a file. Records have a message and nothing else.
	 * @param frame whether values or keys have the message
	 * @param location the path of the file, with the text of a schema ({@code .proto}) or
	 * with descriptors; it may begin with {@code file:}
	 * @param message the name of the message, if the file has several
	 * @return the schema
	 * @throws io.kafkatojdbc.start.StartException if the file is no schema or has no such
	 * message
	 */
	public static ProtobufSchemas of(SchemaFrame frame, String location, @Nullable String message) {
		Descriptor type = new SchemaFile(frame, location).message(message);
		return new ProtobufSchemas(null, frame, new FoundMessage(new MessageTypes(type.getFile()).of(type), 0));
	}

	/** Finds the message in the value or key of a record. */
	FoundMessage find(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) throws UnreadableRecordException {
		return (this.only != null) ? this.only : find(this.frame.read(kafkaRecord, bytes));
	}

	private FoundMessage find(Framed framed) throws UnreadableRecordException {
		CompiledSchema schema = this.compiled.get(framed.id());
		if (schema == null) {
			schema = CompiledSchema.of(Objects.requireNonNull(this.registry).schema(framed.id()));
			this.compiled.put(framed.id(), schema);
		}
		MessageIndexes indexes = framed.messageIndexes();
		return new FoundMessage(schema.message(indexes.indexes()), indexes.offset());
	}

}
