package io.kafkatojdbc.protobuf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A decoded message. Values of fields are {@code Long}, {@code BigInteger} for what is
 * beyond it, {@code Float}, {@code Double}, {@code Boolean}, {@code String},
 * {@code byte[]}, {@link EnumNumber}, {@link ProtobufMessage}, or a {@code List} or
 * {@code Map} of these.
 */
final class ProtobufMessage {

	private final MessageType type;

	private final @Nullable Object[] values;

	private int depth;

	private int unknownFields;

	ProtobufMessage(MessageType type) {
		this.type = type;
		this.values = new Object[type.fields().size()];
	}

	MessageType type() {
		return this.type;
	}

	/** Returns whether the message has the field on the wire. */
	boolean has(FieldType field) {
		return this.values[field.index()] != null;
	}

	/** Returns the value of a field, or {@code null} if it is not given. */
	@Nullable Object value(FieldType field) {
		Object value = this.values[field.index()];
		return (value != null) ? value : field.absent();
	}

	/** Returns the value of the field with a number that the type is known to have. */
	@Nullable Object value(int number) {
		return value(this.type.field(number));
	}

	/** Returns the value of a field of this message, which is an entry of a map. */
	Object inEntry(FieldType field) {
		Object value = this.values[field.index()];
		return (value != null) ? value : field.valueInEntry();
	}

	/** Returns a whole number, or 0 if it is not given. */
	long number(int number) {
		return (value(number) instanceof Number given) ? given.longValue() : 0;
	}

	/** Sets a field, the last value of which counts. */
	void set(FieldType field, Object value) {
		for (FieldDescriptor each : field.othersInOneof()) {
			this.values[each.getIndex()] = null;
		}
		this.values[field.index()] = value;
	}

	/** Adds an element to a field that is repeated. */
	@SuppressWarnings("unchecked")
	void add(FieldType field, Object element) {
		List<Object> list = (List<Object>) this.values[field.index()];
		if (list == null) {
			list = new ArrayList<>();
			this.values[field.index()] = list;
		}
		list.add(element);
	}

	/** Adds an entry to a map. The last one of a key counts. */
	@SuppressWarnings("unchecked")
	void put(FieldType field, Object key, Object value) {
		Map<Object, Object> map = (Map<Object, Object>) this.values[field.index()];
		if (map == null) {
			map = new LinkedHashMap<>();
			this.values[field.index()] = map;
		}
		map.put(key, value);
	}

	void setDepth(int depth) {
		this.depth = depth;
	}

	/** Returns in how many messages this one is. */
	int depth() {
		return this.depth;
	}

	void addUnknown() {
		this.unknownFields++;
	}

	/** Returns how many fields the message has that the schema does not know. */
	int unknownFields() {
		return this.unknownFields;
	}

}
