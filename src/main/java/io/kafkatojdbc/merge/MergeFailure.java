package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.database.Reason;

import org.springframework.core.NestedExceptionUtils;

/**
 * The reason why a merge failed, and the consequence for the next attempt.
 *
 * @param error why the merge failed, in words for the operator
 * @param kind what caused the failure
 */
record MergeFailure(String error, Kind kind) {

	/**
	 * The error of a procedure that ends its transaction. The procedure must not do that,
	 * because the state of the batch is written in the same transaction.
	 */
	private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

	static MergeFailure of(RuntimeException ex, Duration timeout) {
		if (ex instanceof DifferencesException) {
			return new MergeFailure(Reason.of(ex), Kind.UNCALLED);
		}
		if (ex instanceof MergedSlicesException) {
			return new MergeFailure(Reason.of(ex), Kind.HOPELESS);
		}
		if (ErrorLadder.passes(ex)) {
			return new MergeFailure(Reason.of(ex), Kind.PASSING);
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		return switch (String.valueOf((cause instanceof SQLException sql) ? sql.getSQLState() : null)) {
			case INVALID_TRANSACTION_TERMINATION ->
				new MergeFailure(("The procedure must not COMMIT or ROLLBACK: its work and the batch's state are one "
						+ "transaction. Take that out, then retry the batch or restart the service. (%s)")
					.formatted(Reason.of(cause)), Kind.HOPELESS);
			case EndedCallException.QUERY_CANCELED ->
				new MergeFailure("%s (%s)".formatted(whoEnded(ex, timeout), Reason.of(cause)), Kind.PROCEDURE);
			default -> new MergeFailure(Reason.of(ex), Kind.PROCEDURE);
		};
	}

	private static String whoEnded(RuntimeException ex, Duration timeout) {
		if (!(ex instanceof EndedCallException call)) {
			return "The merge was cancelled by another session before the procedure was called.";
		}
		return (call.taken().compareTo(timeout) >= 0)
				? "The procedure was ended after the %s that 'ingest.merge.timeout' gives it."
					.formatted(inWords(timeout))
				: "The procedure was cancelled by another session after %s s, before the %s of 'ingest.merge.timeout' were over."
					.formatted(call.taken().toSeconds(), inWords(timeout));
	}

	private static String inWords(Duration timeout) {
		return timeout.toString().substring(2).toLowerCase(Locale.ROOT);
	}

	/** The cause of a failed merge. */
	enum Kind {

		/**
		 * The database failed. The service waits until the database works again, and does
		 * not count the attempt.
		 */
		PASSING,

		/**
		 * The procedure failed. The merge is tried again until the batch has used all its
		 * attempts.
		 */
		PROCEDURE,

		/**
		 * The procedure failed, and another call cannot succeed before the procedure is
		 * fixed.
		 */
		HOPELESS,

		/** The batch has differences, so the procedure was not called. */
		UNCALLED

	}

}
