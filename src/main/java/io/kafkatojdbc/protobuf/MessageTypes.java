package io.kafkatojdbc.protobuf;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import org.jspecify.annotations.Nullable;

/** The message types of one schema. All threads may use an instance. */
final class MessageTypes {

	private final Set<FileDescriptor> files = new LinkedHashSet<>();

	private final Map<Descriptor, MessageType> known = new HashMap<>();

	private final boolean requireFields;

	MessageTypes(FileDescriptor file) {
		addFile(file);
		this.requireFields = this.files.stream()
			.anyMatch((each) -> each.getMessageTypes().stream().anyMatch(MessageTypes::requiresField));
	}

	private void addFile(FileDescriptor file) {
		if (this.files.add(file)) {
			file.getDependencies().forEach(this::addFile);
		}
	}

	/** Returns the type of a message. */
	synchronized MessageType of(Descriptor descriptor) {
		MessageType type = this.known.get(descriptor);
		if (type == null) {
			type = new MessageType(descriptor, this);
			this.known.put(descriptor, type);
			type.addFields();
		}
		return type;
	}

	/** Returns whether any message of the schema has a field that is required. */
	boolean requireFields() {
		return this.requireFields;
	}

	private static boolean requiresField(Descriptor type) {
		return type.getFields().stream().anyMatch(FieldDescriptor::isRequired)
				|| type.getNestedTypes().stream().anyMatch(MessageTypes::requiresField);
	}

	/** Returns a type by its full name, or {@code null} if the schema has none. */
	@Nullable MessageType find(String name) {
		for (FileDescriptor file : this.files) {
			for (Descriptor each : file.getMessageTypes()) {
				Descriptor found = find(each, name);
				if (found != null) {
					return of(found);
				}
			}
		}
		return null;
	}

	private static @Nullable Descriptor find(Descriptor among, String name) {
		if (among.getFullName().equals(name)) {
			return among;
		}
		if (name.startsWith(among.getFullName() + '.')) {
			for (Descriptor each : among.getNestedTypes()) {
				Descriptor found = find(each, name);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

}
