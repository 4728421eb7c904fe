package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.time.Duration;

import org.springframework.dao.QueryTimeoutException;

/**
 * Thrown if the server has ended a call of the procedure before the procedure was done.
 */
class EndedCallException extends QueryTimeoutException {

	/** The SQLSTATE of a statement that took too long, or that somebody has cancelled. */
	static final String QUERY_CANCELED = "57014";

	private final Duration taken;

	EndedCallException(Duration taken, SQLException cause) {
		super("The call of the procedure was ended", cause);
		this.taken = taken;
	}

	/** Returns how long the call took until its end. */
	Duration taken() {
		return this.taken;
	}

}
