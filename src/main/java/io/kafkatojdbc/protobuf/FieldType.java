package io.kafkatojdbc.protobuf;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

/** A field of a message type, with what a decoder asks about it often. */
final class FieldType {

	private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

	private final FieldDescriptor descriptor;

	private final FieldDescriptor.Type type;

	private final boolean repeated;

	private final int wireType;

	private final @Nullable MessageType message;

	private final @Nullable Object absent;

	private final List<FieldDescriptor> othersInOneof;

	FieldType(FieldDescriptor descriptor, @Nullable MessageType message) {
		this.descriptor = descriptor;
		this.type = descriptor.getType();
		this.repeated = descriptor.isRepeated();
		this.message = message;
		this.wireType = wireType(descriptor);
		this.absent = absent(descriptor);
		OneofDescriptor oneof = descriptor.getRealContainingOneof();
		this.othersInOneof = (oneof != null) ? oneof.getFields().stream().filter((each) -> each != descriptor).toList()
				: List.of();
	}

	private static int wireType(FieldDescriptor descriptor) {
		return switch (descriptor.getType()) {
			case GROUP -> WireFormat.WIRETYPE_START_GROUP;
			case MESSAGE -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
			default -> descriptor.getLiteType().getWireType();
		};
	}

	/** Returns the value of a field that is not on the wire, if it always has a value. */
	private static @Nullable Object absent(FieldDescriptor descriptor) {
		if (descriptor.isMapField()) {
			return Map.of();
		}
		if (descriptor.isRepeated()) {
			return List.of();
		}
		return descriptor.hasPresence() ? null : defaultValue(descriptor);
	}

	private static Object defaultValue(FieldDescriptor descriptor) {
		Object value = descriptor.getDefaultValue();
		if (value instanceof EnumValueDescriptor constant) {
			return new EnumNumber(constant.getType(), constant.getNumber());
		}
		if (value instanceof ByteString bytes) {
			return bytes.toByteArray();
		}
		return (value instanceof Integer number) ? Long.valueOf(number) : value;
	}

	/**
	 * Returns what stands for this field in an entry of a map that does not have it.
	 */
	Object valueInEntry() {
		return (this.message != null) ? new ProtobufMessage(this.message) : defaultValue(this.descriptor);
	}

	int index() {
		return this.descriptor.getIndex();
	}

	int number() {
		return this.descriptor.getNumber();
	}

	/** Returns the name as the schema has it. */
	String name() {
		return this.descriptor.getName();
	}

	/** Returns the name that the field has in JSON. */
	String jsonName() {
		return this.descriptor.getJsonName();
	}

	FieldDescriptor.Type type() {
		return this.type;
	}

	FieldDescriptor descriptor() {
		return this.descriptor;
	}

	/** Returns the fields of which none can be given beside this one. */
	List<FieldDescriptor> othersInOneof() {
		return this.othersInOneof;
	}

	boolean isRepeated() {
		return this.repeated;
	}

	boolean isMessage() {
		return this.message != null;
	}

	/** Returns whether elements may be written as one sequence of bytes. */
	boolean isPackable() {
		return this.descriptor.isPackable();
	}

	/** Returns the wire type of a single value. */
	int wireType() {
		return this.wireType;
	}

	/** Returns the tag that ends a group. */
	int endTag() {
		return number() << 3 | WireFormat.WIRETYPE_END_GROUP;
	}

	boolean isMap() {
		return this.descriptor.isMapField();
	}

	/** Returns the type of a field that is a message. */
	MessageType message() {
		if (this.message == null) {
			throw new IllegalStateException("'%s' is no message".formatted(name()));
		}
		return this.message;
	}

	/**
	 * Returns the value of the field in a message that does not have it: {@code null} if
	 * the field can be absent.
	 */
	@Nullable Object absent() {
		return this.absent;
	}

	/** Returns a number of 64 bits that has no sign. */
	static Object unsigned(long value) {
		return (value >= 0) ? (Object) value : BigInteger.valueOf(value).add(TWO_TO_64);
	}

}
