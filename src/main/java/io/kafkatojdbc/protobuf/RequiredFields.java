package io.kafkatojdbc.protobuf;

import java.util.Collection;
import java.util.Map;

import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Refuses messages that lack a field which their schema requires. */
final class RequiredFields {

	private RequiredFields() {
	}

	static void check(ProtobufMessage message) throws UnreadableRecordException {
		if (message.type().types().requireFields()) {
			checkAll(message);
		}
	}

	private static void checkAll(ProtobufMessage message) throws UnreadableRecordException {
		for (FieldType field : message.type().fields()) {
			if (field.descriptor().isRequired() && !message.has(field)) {
				throw MessageDecoder.notProtobuf(
						"the required field %s of %s is missing".formatted(field.name(), message.type().name()));
			}
			if (field.isMessage() && message.has(field)) {
				checkValue(message.value(field));
			}
		}
	}

	private static void checkValue(@Nullable Object value) throws UnreadableRecordException {
		if (value instanceof ProtobufMessage message) {
			checkAll(message);
		}
		else if (value instanceof Map<?, ?> map) {
			checkEach(map.values());
		}
		else if (value instanceof Collection<?> elements) {
			checkEach(elements);
		}
	}

	private static void checkEach(Collection<?> values) throws UnreadableRecordException {
		for (Object each : values) {
			checkValue(each);
		}
	}

}
