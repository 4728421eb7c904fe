package io.kafkatojdbc.protobuf;

import java.util.Objects;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code google.protobuf.Any}.
 *
 * @param typeUrl the URL of the type of its message
 * @param message the message in it; {@code null} if there is none
 */
record AnyMessage(String typeUrl, @Nullable ProtobufMessage message) {

	/** Decodes the content along its type, which the schema of the record must have. */
	static AnyMessage of(ProtobufMessage any) throws UnreadableRecordException {
		String url = String.valueOf(any.value(1));
		byte[] content = (byte[]) Objects.requireNonNull(any.value(2));
		if (url.isEmpty() && content.length == 0) {
			return new AnyMessage(url, null);
		}
		MessageType type = any.type().types().find(url.substring(url.lastIndexOf('/') + 1));
		if (type == null) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"a google.protobuf.Any has the type '%s', which the schema of the record does not import"
						.formatted(url));
		}
		return new AnyMessage(url, MessageDecoder.decodeWithin(any, type, content));
	}

}
