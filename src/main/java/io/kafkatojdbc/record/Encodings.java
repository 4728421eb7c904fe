package io.kafkatojdbc.record;

import java.util.Base64;

import tools.jackson.core.io.JsonStringEncoder;

/** How bytes and text are written where only text is allowed. */
public final class Encodings {

	private Encodings() {
	}

	/**
	 * Returns a text as a string of JSON.
	 * @param text the text
	 * @return the text in quotes, with escapes
	 */
	public static String quoted(String text) {
		return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
	}

	static byte[] fromBase64(String text) throws UnreadableRecordException {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw UnreadableRecordException.wrongValue("wrong base64: " + ex.getMessage());
		}
	}

}
