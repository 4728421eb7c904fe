package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

/** What a character has to become in COPY's text format, depending on where it stands. */
final class Escapes {

	/** In a field of its own. */
	static final Escapes FIELD = new Escapes("\\\\", "\"");

	/** Between the quotes of an array's element, which is unescaped once more. */
	static final Escapes ELEMENT = new Escapes("\\\\\\\\", "\\\\\"");

	/** Where text is not escaped; what needs a look is not plain nevertheless. */
	static final Escapes NONE = new Escapes();

	private static final int ASCII = 0x80;

	private final byte[][] escaped = new byte[ASCII][];

	private final boolean[] plain = new boolean[ASCII];

	private Escapes() {
		for (char ascii = 1; ascii < ASCII; ascii++) {
			put(ascii, String.valueOf(ascii));
		}
		// An escape in JSON may be that of U+0000.
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
