package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Recognizes what Debezium writes in the place of a value that it does not have, because
 * PostgreSQL does not repeat a large value that an update left as it was.
 */
public final class Unavailable {

	private static final String PLACEHOLDER = "__debezium_unavailable_value";

	private static final String IN_BASE64 = Base64.getEncoder()
		.encodeToString(PLACEHOLDER.getBytes(StandardCharsets.UTF_8));

	/** The forms that are arrays or objects in JSON, without blanks. */
	private static final List<byte[]> STRUCTURES = List.of(utf8("[\"" + PLACEHOLDER + "\"]"),
			utf8("[\"" + IN_BASE64 + "\"]"),
			utf8(PLACEHOLDER.chars().mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"))),
			utf8("{\"%1$s\":\"%1$s\"}".formatted(PLACEHOLDER)));

	private Unavailable() {
	}

	/**
	 * Returns whether a text stands for a value that is not there.
	 * @param text a buffer
	 * @param from where the text begins in the buffer
	 * @param to where the text ends in the buffer
	 * @return whether Debezium did not have the value
	 */
	public static boolean isText(char[] text, int from, int to) {
		return equal(PLACEHOLDER, text, from, to) || equal(IN_BASE64, text, from, to);
	}

	private static boolean equal(String expected, char[] text, int from, int to) {
		if (to - from != expected.length()) {
			return false;
		}
		for (int i = 0; i < expected.length(); i++) {
			if (text[from + i] != expected.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns whether an array or an object in JSON stands for a value that is not there.
	 * @param json a buffer of UTF-8
	 * @param from where the array or object begins in the buffer
	 * @return whether Debezium did not have the value
	 */
	public static boolean isStructure(byte[] json, int from) {
		return STRUCTURES.stream().anyMatch((each) -> begins(json, from, each));
	}

	private static boolean begins(byte[] json, int from, byte[] expected) {
		int at = from;
		for (byte each : expected) {
			while (at < json.length && isBlank(json[at])) {
				at++;
			}
			if (at == json.length || json[at] != each) {
				return false;
			}
			at++;
		}
		return true;
	}

	private static boolean isBlank(byte character) {
		return character == ' ' || character == '\n' || character == '\r' || character == '\t';
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
