package io.kafkatojdbc.protobuf;

import java.io.IOException;
import java.util.List;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;

/**
 * Decodes a message along its type. Decoding is stricter than Google's: a field that has
 * another wire type than the schema says, and text that is not UTF-8, would be lost there
 * without a word.
 */
final class MessageDecoder {

	/** The depth at which Google's implementations stop, too. */
	private static final int MOST_NESTED = 100;

	private final CodedInputStream in;

	private int depth;

	private MessageDecoder(CodedInputStream in, int depth) {
		this.in = in;
		this.depth = depth;
	}

	/**
	 * Decodes the message of a record.
	 * @param found where the message begins, and its type
	 * @param bytes the record's value or key, which ends with the message
	 * @return the message
	 * @throws UnreadableRecordException if the bytes are no message of the type
	 */
	static ProtobufMessage decode(FoundMessage found, byte[] bytes) throws UnreadableRecordException {
		int from = found.offset();
		return decode(found.type(), CodedInputStream.newInstance(bytes, from, bytes.length - from), -1);
	}

	/** Decodes the message that another one has as bytes. */
	static ProtobufMessage decodeWithin(ProtobufMessage other, MessageType type, byte[] bytes)
			throws UnreadableRecordException {
		return decode(type, CodedInputStream.newInstance(bytes), other.depth());
	}

	private static ProtobufMessage decode(MessageType type, CodedInputStream in, int depth)
			throws UnreadableRecordException {
		ProtobufMessage message = new ProtobufMessage(type);
		try {
			new MessageDecoder(in, depth).readToEnd(message, 0);
			RequiredFields.check(message);
			return message;
		}
		catch (IOException ex) {
			throw notProtobuf("the value is no message of the type %s: %s, at byte %d of the message"
				.formatted(type.name(), ex.getMessage(), in.getTotalBytesRead()));
		}
	}

	static UnreadableRecordException notProtobuf(String reason) {
		return new UnreadableRecordException(RejectionCode.NOT_PROTOBUF, reason);
	}

	/** Reads up to the limit of the stream, or to the tag that ends a group. */
	private void readToEnd(ProtobufMessage message, int endTag) throws IOException, UnreadableRecordException {
		this.depth++;
		if (this.depth > MOST_NESTED) {
			throw new UnreadableRecordException(RejectionCode.BEYOND_LIMITS,
					"the message is nested deeper than %d".formatted(MOST_NESTED));
		}
		message.setDepth(this.depth);
		int tag = this.in.readTag();
		while (tag != 0 && tag != endTag) {
			FieldType field = message.type().byNumber(WireFormat.getTagFieldNumber(tag));
			if (field != null) {
				read(message, field, WireFormat.getTagWireType(tag));
			}
			else if (this.in.skipField(tag)) {
				message.addUnknown();
			}
			else {
				break;
			}
			tag = this.in.readTag();
		}
		this.in.checkLastTagWas(endTag);
		this.depth--;
	}

	private void read(ProtobufMessage message, FieldType field, int wireType)
			throws IOException, UnreadableRecordException {
		if (wireType == field.wireType()) {
			readOne(message, field);
		}
		else if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED && field.isPackable()) {
			int limit = this.in.pushLimit(this.in.readRawVarint32());
			while (this.in.getBytesUntilLimit() > 0) {
				message.add(field, readScalar(field));
			}
			this.in.popLimit(limit);
		}
		else {
			throw notProtobuf("the field %s of %s has the wire type %d, and not %d: another schema has written it"
				.formatted(field.name(), message.type().name(), wireType, field.wireType()));
		}
	}

	private void readOne(ProtobufMessage message, FieldType field) throws IOException, UnreadableRecordException {
		if (field.isMap()) {
			ProtobufMessage entry = readMessage(new ProtobufMessage(field.message()), field);
			putEntry(message, field, entry);
		}
		else if (!field.isMessage()) {
			Object value = readScalar(field);
			if (field.isRepeated()) {
				message.add(field, value);
			}
			else {
				message.set(field, value);
			}
		}
		else if (field.isRepeated()) {
			message.add(field, readMessage(new ProtobufMessage(field.message()), field));
		}
		else {
			// Parts of a message that are written one after the other are merged.
			ProtobufMessage part = (message.value(field) instanceof ProtobufMessage earlier) ? earlier
					: new ProtobufMessage(field.message());
			message.set(field, readMessage(part, field));
		}
	}

	private static void putEntry(ProtobufMessage message, FieldType field, ProtobufMessage entry) {
		List<FieldType> keyAndValue = field.message().fields();
		message.put(field, entry.inEntry(keyAndValue.get(0)), entry.inEntry(keyAndValue.get(1)));
	}

	private ProtobufMessage readMessage(ProtobufMessage message, FieldType field)
			throws IOException, UnreadableRecordException {
		if (field.type() == FieldDescriptor.Type.GROUP) {
			readToEnd(message, field.endTag());
			return message;
		}
		int limit = this.in.pushLimit(this.in.readRawVarint32());
		readToEnd(message, 0);
		this.in.popLimit(limit);
		return message;
	}

	private Object readScalar(FieldType field) throws IOException {
		return switch (field.type()) {
			case INT32 -> (long) this.in.readInt32();
			case SINT32 -> (long) this.in.readSInt32();
			case SFIXED32 -> (long) this.in.readSFixed32();
			case UINT32 -> Integer.toUnsignedLong(this.in.readUInt32());
			case FIXED32 -> Integer.toUnsignedLong(this.in.readFixed32());
			case INT64 -> this.in.readInt64();
			case SINT64 -> this.in.readSInt64();
			case SFIXED64 -> this.in.readSFixed64();
			case UINT64 -> FieldType.unsigned(this.in.readUInt64());
			case FIXED64 -> FieldType.unsigned(this.in.readFixed64());
			case FLOAT -> this.in.readFloat();
			case DOUBLE -> this.in.readDouble();
			case BOOL -> this.in.readBool();
			case STRING -> this.in.readStringRequireUtf8();
			case BYTES -> this.in.readByteArray();
			case ENUM -> new EnumNumber(field.descriptor().getEnumType(), this.in.readEnum());
			case MESSAGE, GROUP -> throw new IllegalStateException(field.name());
		};
	}

}
