package io.kafkatojdbc.staging;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why the database refuses a row.
 *
 * @param code the kind of reason
 * @param reason the reason, in words for the operator
 * @param withoutRow the reason without anything from the row, for callers who may not see
 * records
 * @param certain whether the row itself is the cause; otherwise, the table may be the
 * cause, for example a trigger that fails for every row
 */
record Refusal(RejectionCode code, String reason, String withoutRow, boolean certain) {

	/** The database took the row without an error, and did not store it. */
	static final Refusal LEFT_OUT = new Refusal(RejectionCode.CONSTRAINT,
			"a trigger or a rule of the staging table left the row out",
			"a trigger or a rule of the staging table left the row out", true);

	/**
	 * Returns the refusal that an error says.
	 * @param sqlState the SQLSTATE of the error
	 * @param column the column whose value the error is in, or {@code null} if the error
	 * names no column
	 * @param message the message of the error
	 * @param detail the detail of the error
	 */
	static Refusal of(String sqlState, @Nullable String column, String message, @Nullable String detail) {
		boolean inColumn = column != null;
		String text = (detail != null) ? "%s (%s)".formatted(message, detail) : message;
		RejectionCode code = RejectionCode.of(sqlState, inColumn);
		boolean certain = ErrorLadder.isOfRow(sqlState, inColumn);
		// The message of an error that a row has certainly caused often quotes the value.
		String withoutRow = certain ? code.meaning() : "%s: %s".formatted(code.meaning(), message);
		return new Refusal(code, inColumn ? "column '%s': %s".formatted(column, text) : text, withoutRow, certain);
	}

	static Refusal of(ServerErrorMessage server, @Nullable CopyPlace place) {
		return of(String.valueOf(server.getSQLState()), (place != null) ? place.column() : null,
				String.valueOf(server.getMessage()), server.getDetail());
	}

}
