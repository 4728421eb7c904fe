package io.kafkatojdbc.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads keys, which are JSON or plain text. */
final class RecordKey {

	private RecordKey() {
	}

	/** Refuses a key that is not UTF-8 text. */
	static void requireText(byte[] key) throws UnreadableRecordException {
		try {
			Utf8.check(key);
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "its key is not UTF-8 text");
		}
	}

	/** Returns whether the key is JSON, from its beginning to its end. */
	static boolean isJson(byte[] key) {
		return tokenOf(key) != null;
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

	/** Returns whether the key is an object of nothing but a schema and a payload. */
	static boolean isInEnvelope(byte[] key) {
		if (!isObject(key)) {
			return false;
		}
		Set<String> names = new HashSet<>();
		try (JsonParser parser = parser(key)) {
			parser.nextToken();
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				names.add(name);
				parser.nextToken();
				parser.skipChildren();
			}
		}
		return names.equals(Set.of("schema", "payload"));
	}

	/** Returns the payload of a key that is in Kafka Connect's envelope. */
	static byte[] payload(byte[] key) {
		try (JsonParser parser = parser(key)) {
			parser.nextToken();
			while (!"payload".equals(parser.nextName())) {
				parser.nextToken();
				parser.skipChildren();
			}
			parser.nextToken();
			int from = (int) parser.currentTokenLocation().getByteOffset();
			parser.skipChildren();
			parser.finishToken();
			return Arrays.copyOfRange(key, from, (int) parser.currentLocation().getByteOffset());
		}
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
