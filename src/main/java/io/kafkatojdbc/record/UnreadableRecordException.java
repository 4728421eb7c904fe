package io.kafkatojdbc.record;

/**
 * Thrown if no row can be made of a record. The database can store the text of the
 * reason.
 */
public final class UnreadableRecordException extends Exception {

	private final RejectionCode code;

	/**
	 * Creates an exception without a stack trace.
	 * @param code the kind of reason
	 * @param reason why no row can be made of the record, in words for the operator
	 */
	public UnreadableRecordException(RejectionCode code, String reason) {
		// Parsers quote the input. A character beyond U+FFFF that a parser cuts may end
		// as U+0000.
		super(reason.replace('\0', '?'), null, false, false);
		this.code = code;
	}

	/**
	 * Returns the kind of reason.
	 * @return the code
	 */
	public RejectionCode code() {
		return this.code;
	}

	/**
	 * Returns why no row can be made of the record.
	 * @return the reason
	 */
	public String reason() {
		return String.valueOf(getMessage());
	}

	/** Returns the same exception with the column of the value in its reason. */
	UnreadableRecordException in(Column column) {
		return new UnreadableRecordException(this.code, "column '%s': %s".formatted(column.name(), reason()));
	}

	/**
	 * Returns the same exception for a record without a value.
	 * @return an exception with the code for tombstones
	 */
	public UnreadableRecordException ofTombstone() {
		return new UnreadableRecordException(RejectionCode.TOMBSTONE,
				"the value is null (a tombstone), and " + reason());
	}

}
