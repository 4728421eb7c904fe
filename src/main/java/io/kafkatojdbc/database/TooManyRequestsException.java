package io.kafkatojdbc.database;

import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Thrown if an HTTP request gets no connection, because others use all the places. The
 * database itself may be well.
 */
final class TooManyRequestsException extends SQLTransientConnectionException {

	/** PostgreSQL's own code for too many connections. */
	private static final String TOO_MANY_CONNECTIONS = "53300";

	TooManyRequestsException() {
		super("Too many requests use the database at the moment", TOO_MANY_CONNECTIONS);
	}

	/** Returns whether a failure has this cause. */
	static boolean isCauseOf(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.anyMatch(TooManyRequestsException.class::isInstance);
	}

}
