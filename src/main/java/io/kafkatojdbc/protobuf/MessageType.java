package io.kafkatojdbc.protobuf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** The type of a message, with what a decoder asks about it often. */
final class MessageType {

	private final Descriptor descriptor;

	private final MessageTypes types;

	private final WellKnownType wellKnown;

	private final List<FieldType> fields = new ArrayList<>();

	private final Map<Integer, FieldType> byNumber = new HashMap<>();

	MessageType(Descriptor descriptor, MessageTypes types) {
		this.descriptor = descriptor;
		this.types = types;
		this.wellKnown = WellKnownType.of(descriptor.getFullName());
	}

	/**
	 * Adds the fields. Not in the constructor, because the type of a field may be this
	 * type again.
	 */
	void addFields() {
		for (FieldDescriptor each : this.descriptor.getFields()) {
			boolean message = each.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
			FieldType field = new FieldType(each, message ? this.types.of(each.getMessageType()) : null);
			this.fields.add(field);
			this.byNumber.put(each.getNumber(), field);
		}
	}

	String name() {
		return this.descriptor.getFullName();
	}

	WellKnownType wellKnown() {
		return this.wellKnown;
	}

	MessageTypes types() {
		return this.types;
	}

	/** Returns the fields by their indexes. */
	List<FieldType> fields() {
		return this.fields;
	}

	@Nullable FieldType byNumber(int number) {
		return this.byNumber.get(number);
	}

	/** Returns a field of a type that is known to have it. */
	FieldType field(int number) {
		FieldType field = this.byNumber.get(number);
		if (field == null) {
			throw new IllegalStateException("%s has no field %d".formatted(name(), number));
		}
		return field;
	}

}
