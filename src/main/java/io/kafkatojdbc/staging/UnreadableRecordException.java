package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

/**
 * A record that cannot become a row, with the reason in words that the database can
 * store.
 */
final class UnreadableRecordException extends Exception {

	UnreadableRecordException(String reason) {
		super(storable(reason), null, false, false);
	}

	String getReason() {
		return String.valueOf(getMessage());
	}

	// parsers quote the input, and may cut its characters in half on the way
	private static String storable(String reason) {
		String wellFormed = new String(reason.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		return wellFormed.replace('\0', '?');
	}

}
