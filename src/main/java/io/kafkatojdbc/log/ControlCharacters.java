package io.kafkatojdbc.log;

import java.util.regex.Pattern;

/**
 * Escapes characters that are not to be seen but change what is seen. Values of records
 * and messages of procedures have any characters, and with these a value could look like
 * a line of the log, erase lines on a terminal, or turn text around.
 */
final class ControlCharacters {

	/**
	 * All control characters except the tab, separators of lines and paragraphs, and the
	 * characters that set the direction of text.
	 */
	private static final Pattern HIDDEN = Pattern
		.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");

	private ControlCharacters() {
	}

	/** Returns the text with an escape for each of these characters. */
	static String escape(String text) {
		return HIDDEN.matcher(text).replaceAll((hidden) -> escape(hidden.group().charAt(0)));
	}

	private static String escape(char hidden) {
		return switch (hidden) {
			case '\n' -> "\\\\n";
			case '\r' -> "\\\\r";
			default -> "\\\\u%04x".formatted((int) hidden);
		};
	}

}
