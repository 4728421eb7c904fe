package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads the key of a record that has no value. */
final class RecordKey {

	private RecordKey() {
	}

	/**
	 * Returns the key. The record is refused if it has no key, or if the key is not UTF-8
	 * text.
	 */
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

	/** Returns whether the key is a JSON object, from its beginning to its end. */
	static boolean isObject(byte[] key) {
		return tokenOf(key) == JsonToken.START_OBJECT;
	}

	/** Returns the content of a key that is a JSON string, and any other key as it is. */
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
