package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.ledger.ErrorLadder;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL refused a row of a COPY because of its data. Whatever else makes a COPY fail
 * is no reason to reject a record.
 */
final class BadRowException extends RuntimeException {

	/** "COPY films_staging_0, line 3, column year", in the server's language. */
	private static final Pattern PLACE = Pattern.compile("\\ACOPY .*?, \\S+ (\\d+)(?:, \\S+ ([^:]+))?");

	private final OptionalLong line;

	private BadRowException(String reason, OptionalLong line) {
		super(reason, null, false, false);
		this.line = line;
	}

	/** Tells which line of the COPY it was, if the server named one. */
	OptionalLong line() {
		return this.line;
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
		String reason = (found && place.group(2) != null) ? "column '%s': %s".formatted(place.group(2), text(server))
				: text(server);
		return new BadRowException(reason,
				found ? OptionalLong.of(Long.parseLong(place.group(1))) : OptionalLong.empty());
	}

	private static String text(ServerErrorMessage server) {
		@Nullable String detail = server.getDetail();
		return (detail != null) ? "%s (%s)".formatted(server.getMessage(), detail)
				: String.valueOf(server.getMessage());
	}

}
