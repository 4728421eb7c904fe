package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** What the key of a record without a value says of its row. */
final class RecordKey {

	private RecordKey() {
	}

	/** Checks that there is a key, and that it is text. */
	static byte[] require(byte @Nullable [] key) throws UnreadableRecordException {
		if (key == null || key.length == 0) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "it has no key");
		}
		try {
			Utf8.check(key);
			return key;
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "its key is not UTF-8 text");
		}
	}

	/** Tells whether the key is a JSON object, from the beginning to the end. */
	static boolean isObject(byte[] key) {
		return tokenOf(key) == JsonToken.START_OBJECT;
	}

	/** Returns what a JSON string says, and any other key as it is. */
	static String text(byte[] key) {
		try (JsonParser parser = parser(key)) {
			if (tokenOf(key) == JsonToken.VALUE_STRING) {
				parser.nextToken();
				return parser.getString();
			}
		}
		return new String(key, StandardCharsets.UTF_8);
	}

	private static @Nullable JsonToken tokenOf(byte[] key) {
		try (JsonParser parser = parser(key)) {
			JsonToken token = parser.nextToken();
			parser.skipChildren();
			return (token != null && parser.nextToken() == null) ? token : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static JsonParser parser(byte[] key) {
		return Json.FACTORY.createParser(ObjectReadContext.empty(), key);
	}

}
