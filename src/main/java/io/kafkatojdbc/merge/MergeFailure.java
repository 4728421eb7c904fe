package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.database.Reason;

import org.springframework.core.NestedExceptionUtils;

/**
 * Why a merge failed, and what that means for the next attempt.
 *
 * @param error why, for the operator
 * @param kind whose fault it is
 */
record MergeFailure(String error, Kind kind) {

	/** The procedure must not end the transaction that its batch's state is part of. */
	private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

	private static final String QUERY_CANCELED = "57014";

	static MergeFailure of(RuntimeException ex, Duration timeout) {
		if (ex instanceof DifferencesException) {
			return new MergeFailure(Reason.of(ex), Kind.UNCALLED);
		}
		if (ErrorLadder.passes(ex)) {
			return new MergeFailure(Reason.of(ex), Kind.PASSING);
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		return switch (String.valueOf((cause instanceof SQLException sql) ? sql.getSQLState() : null)) {
			case INVALID_TRANSACTION_TERMINATION ->
				new MergeFailure(("The procedure must not COMMIT or ROLLBACK: its work and the batch's state are one "
						+ "transaction. Take that out, then retry the batch or restart the service. (%s)")
					.formatted(cause.getMessage()), Kind.HOPELESS);
			case QUERY_CANCELED ->
				new MergeFailure("The procedure was ended, as after the %s that 'ingest.merge.timeout' gives it. (%s)"
					.formatted(inWords(timeout), cause.getMessage()), Kind.PROCEDURE);
			default -> new MergeFailure(Reason.of(ex), Kind.PROCEDURE);
		};
	}

	private static String inWords(Duration timeout) {
		return timeout.toString().substring(2).toLowerCase(Locale.ROOT);
	}

	/** Whose fault a failed merge is. */
	enum Kind {

		/** The database's: it is waited out, and is none of the batch's attempts. */
		PASSING,

		/** The procedure's: it is tried again, but not for ever. */
		PROCEDURE,

		/** The procedure's, and calling it again cannot help before it is mended. */
		HOPELESS,

		/** The batch's: the procedure was not even called. */
		UNCALLED

	}

}
