package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

/**
 * The escapes that characters need in COPY's text format. They depend on where the text
 * stands.
 */
final class Escapes {

	/** The escapes for text that is a whole field. */
	static final Escapes FIELD = new Escapes("\\\\", "\"");

	/**
	 * The escapes for text between the quotes of an array's element, which PostgreSQL
	 * unescapes a second time.
	 */
	static final Escapes ELEMENT = new Escapes("\\\\\\\\", "\\\\\"");

	/**
	 * No escapes, for binary format. A character that has to be checked still does not
	 * count as plain.
	 */
	static final Escapes NONE = new Escapes();

	private static final int ASCII = 0x80;

	private final byte[][] escaped = new byte[ASCII][];

	private final boolean[] plain = new boolean[ASCII];

	private Escapes() {
		for (char ascii = 1; ascii < ASCII; ascii++) {
			put(ascii, String.valueOf(ascii));
		}
		// A backslash in JSON may begin the escape of U+0000.
		this.plain['\\'] = false;
	}

	private Escapes(String backslash, String quote) {
		for (char ascii = 1; ascii < ASCII; ascii++) {
			put(ascii, String.valueOf(ascii));
		}
		put('\\', backslash);
		put('"', quote);
		put('\t', "\\t");
		put('\n', "\\n");
		put('\r', "\\r");
	}

	private void put(char ascii, String escaped) {
		this.escaped[ascii] = escaped.getBytes(StandardCharsets.US_ASCII);
		this.plain[ascii] = escaped.length() == 1;
	}

	boolean isPlain(int ascii) {
		return this.plain[ascii];
	}

	byte[] of(int ascii) {
		return this.escaped[ascii];
	}

}
