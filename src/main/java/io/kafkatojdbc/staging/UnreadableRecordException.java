package io.kafkatojdbc.staging;

import io.kafkatojdbc.ledger.RejectionCode;

/**
 * A record that cannot become a row, with the reason in words that the database can
 * store.
 */
final class UnreadableRecordException extends Exception {

	private final RejectionCode code;

	// parsers quote the input, and a character beyond U+FFFF that they cut may end as
	// U+0000
	UnreadableRecordException(RejectionCode code, String reason) {
		super(reason.replace('\0', '?'), null, false, false);
		this.code = code;
	}

	RejectionCode code() {
		return this.code;
	}

	String getReason() {
		return String.valueOf(getMessage());
	}

}
