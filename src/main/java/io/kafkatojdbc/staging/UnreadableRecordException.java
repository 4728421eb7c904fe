package io.kafkatojdbc.staging;

/**
 * A record that cannot become a row, with the reason in words that the database can
 * store.
 */
final class UnreadableRecordException extends Exception {

	// parsers quote the input, and a character beyond U+FFFF that they cut may end as
	// U+0000
	UnreadableRecordException(String reason) {
		super(reason.replace('\0', '?'), null, false, false);
	}

	String getReason() {
		return String.valueOf(getMessage());
	}

}
