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
	 * Returns the exception for a value that its column cannot take.
	 * @param why why the column cannot take the value
	 * @return an exception without the name of the column
	 */
	public static UnreadableRecordException wrongValue(String why) {
		return new UnreadableRecordException(RejectionCode.WRONG_VALUE, why);
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

	/**
	 * Returns the same exception with the column of the value in its reason.
	 * @param column the column
	 * @return an exception that names the column
	 */
	public UnreadableRecordException in(Column column) {
		return new UnreadableRecordException(this.code, "column '%s': %s".formatted(column.name(), reason()));
	}

	/**
	 * Returns the same exception with more words.
	 * @param more what follows the reason
	 * @return an exception with the longer reason
	 */
	public UnreadableRecordException with(String more) {
		return new UnreadableRecordException(this.code, reason() + more);
	}

	/**
	 * Returns the same exception for one of several rows of a record.
	 * @param row the row, counted from 0
	 * @return an exception with the row in its reason
	 */
	public UnreadableRecordException inRow(int row) {
		return new UnreadableRecordException(this.code, reasonInRow(row, reason()));
	}

	/**
	 * Adds to a reason which of several rows of a record it is about.
	 * @param row the row, counted from 0
	 * @param reason the reason
	 * @return the reason with the row
	 */
	public static String reasonInRow(int row, String reason) {
		return "row %d, counted from 0: %s".formatted(row, reason);
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
