package io.kafkatojdbc.record;

/**
 * The kind of reason that a record was rejected for, to count and to select by.
 */
public enum RejectionCode {

	/** The value is null, and the staging table or the key cannot do without it. */
	TOMBSTONE,

	/** The value is not UTF-8 text. */
	INVALID_UTF8,

	/** The value is not JSON. */
	NOT_JSON,

	/** The value is JSON, but no object. */
	NOT_AN_OBJECT,

	/** Text has the character U+0000, which PostgreSQL cannot store. */
	NUL_CHARACTER,

	/** Two fields are for the same column. */
	DUPLICATE_FIELD,

	/** Nested too deep, or a number, a name or the whole row is too long. */
	BEYOND_LIMITS,

	/** A value is none of its column's type. */
	WRONG_VALUE,

	/** A value is too long for its column. */
	TOO_LONG,

	/** A column that is NOT NULL has no value. */
	MISSING_VALUE,

	/** Another constraint of the staging table is violated. */
	CONSTRAINT,

	/** Rejected before there were codes. */
	OTHER;

	/**
	 * Tells the kind of a data error.
	 * @param sqlState the database's code for it
	 * @return its kind
	 */
	public static RejectionCode of(String sqlState) {
		return switch (sqlState) {
			case "22001" -> TOO_LONG;
			case "22004", "23502" -> MISSING_VALUE;
			default -> switch (sqlState.substring(0, 2)) {
				case "22" -> WRONG_VALUE;
				case "23" -> CONSTRAINT;
				default -> BEYOND_LIMITS;
			};
		};
	}

}
