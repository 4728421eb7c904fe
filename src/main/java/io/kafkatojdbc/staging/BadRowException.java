package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Thrown if PostgreSQL refuses a row of a COPY because of the row's data. A COPY that
 * fails for any other reason rejects no record.
 */
final class BadRowException extends RuntimeException {

	/**
	 * The place of an error, as in "COPY films_staging_0, line 3, column year". The words
	 * are in the server's language.
	 */
	private static final Pattern PLACE = Pattern.compile("^COPY .*?, \\S+ (\\d+)(?:, \\S+ ([^:]+))?",
			Pattern.MULTILINE);

	private final RejectionCode code;

	private final OptionalLong line;

	private BadRowException(RejectionCode code, String reason, OptionalLong line) {
		super(reason, null, false, false);
		this.code = code;
		this.line = line;
	}

	/** Returns the line of the COPY that was refused, if the server named a line. */
	OptionalLong line() {
		return this.line;
	}

	RejectionCode code() {
		return this.code;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	static Optional<BadRowException> of(SQLException ex) {
		return ErrorLadder.dataError(ex).map(BadRowException::of);
	}

	private static BadRowException of(ServerErrorMessage server) {
		Matcher place = PLACE.matcher((server.getWhere() != null) ? server.getWhere() : "");
		boolean found = place.find();
		String reason = reason(found ? place.group(2) : null, String.valueOf(server.getMessage()), server.getDetail());
		return new BadRowException(RejectionCode.of(String.valueOf(server.getSQLState())), reason,
				found ? OptionalLong.of(Long.parseLong(place.group(1))) : OptionalLong.empty());
	}

	/** Returns why a row is refused, with the column if the column is known. */
	static String reason(@Nullable String column, String message, @Nullable String detail) {
		String text = (detail != null) ? "%s (%s)".formatted(message, detail) : message;
		return (column != null) ? "column '%s': %s".formatted(column, text) : text;
	}

}
