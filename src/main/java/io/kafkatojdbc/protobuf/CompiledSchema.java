package io.kafkatojdbc.protobuf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.RegisteredSchema;
import org.jspecify.annotations.Nullable;

/** A schema of a registry, or why it cannot be used. */
final class CompiledSchema {

	private final RegisteredSchema schema;

	private final @Nullable FileDescriptor file;

	private final @Nullable MessageTypes types;

	private final String problem;

	private final Map<List<Integer>, MessageType> messages = new ConcurrentHashMap<>();

	private CompiledSchema(RegisteredSchema schema, @Nullable FileDescriptor file, String problem) {
		this.schema = schema;
		this.file = file;
		this.types = (file != null) ? new MessageTypes(file) : null;
		this.problem = problem;
	}

	/** Compiles a schema. A schema that cannot be used is not compiled again. */
	static CompiledSchema of(RegisteredSchema schema) {
		if (schema.type() != RegisteredSchema.Type.PROTOBUF) {
			return new CompiledSchema(schema, null,
					"is of the type %s, and ingest.record.value-format or key-format is protobuf"
						.formatted(schema.type()));
		}
		try {
			return new CompiledSchema(schema, file(schema), "");
		}
		catch (SchemaException ex) {
			return new CompiledSchema(schema, null, "cannot be used: " + ex.getMessage());
		}
	}

	private static FileDescriptor file(RegisteredSchema schema) throws SchemaException {
		SchemaFiles files = new SchemaFiles((name) -> {
			String text = schema.references().get(name);
			return (text != null) ? SchemaText.parse(name, text) : null;
		});
		return files.file("schema %s".formatted(schema.id()), schema.text());
	}

	/** Returns the message at a path of indexes. */
	MessageType message(List<Integer> indexes) throws UnreadableRecordException {
		MessageType known = this.messages.get(indexes);
		if (known != null) {
			return known;
		}
		if (this.file == null || this.types == null) {
			throw unusable(this.problem);
		}
		MessageType found = this.types.of(message(this.file, indexes));
		this.messages.put(indexes, found);
		return found;
	}

	private Descriptor message(FileDescriptor file, List<Integer> indexes) throws UnreadableRecordException {
		List<Descriptor> among = file.getMessageTypes();
		Descriptor found = null;
		for (int index : indexes) {
			if (index < 0 || index >= among.size()) {
				throw unusable("has no message at the indexes %s of the record, but %d %s".formatted(indexes,
						among.size(), (found != null) ? "in " + found.getFullName() : "in the file"));
			}
			found = among.get(index);
			among = found.getNestedTypes();
		}
		if (found == null) {
			throw unusable("is used without the index of a message");
		}
		return found;
	}

	private UnreadableRecordException unusable(String why) {
		return new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
				"schema %s %s".formatted(this.schema.id(), why));
	}

}
