package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the state of a sealed batch to the ledger. Most methods write in the current
 * control transaction, because the caller makes other changes in the same transaction.
 */
@Component
public class SealedBatches {

	/**
	 * FOR NO KEY UPDATE, because the foreign key of a partition's first rows takes a
	 * key-share lock.
	 */
	private static final String LOCK = """
			SELECT slot FROM ingest.batch
			WHERE pipeline = ? AND number = ? AND state = ANY (string_to_array(?, ',')) FOR NO KEY UPDATE
			""";

	private static final String MERGED = """
			UPDATE ingest.batch SET state = 'MERGED', rows_merged = ?, error = NULL, next_attempt_at = NULL,
				merge_started_at = now(), merged_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private static final String MERGED_IN_SLICES = """
			UPDATE ingest.batch b SET state = 'MERGED', rows_merged = s.rows_merged, error = NULL,
				next_attempt_at = NULL, merge_started_at = s.merge_started_at, merged_at = clock_timestamp()
			FROM (SELECT sum(rows_merged) AS rows_merged, min(merge_started_at) AS merge_started_at
				FROM ingest.batch_slice WHERE pipeline = :pipeline AND batch = :batch
				HAVING count(*) > 0 AND bool_and(merged_at IS NOT NULL)) s
			WHERE b.pipeline = :pipeline AND b.number = :batch AND b.state IN ('SEALED', 'FAILED')
			RETURNING b.rows_merged AS reported
			""";

	private static final String MERGED_AND_REMOVED = """
			UPDATE ingest.batch b SET state = 'CLEARED', error = NULL, merge_started_at = now(),
				merged_at = clock_timestamp(), cleared_at = clock_timestamp(),
				rows_merged = ? + (SELECT coalesce(sum(s.rows_merged), 0) FROM ingest.batch_slice s
					WHERE s.pipeline = b.pipeline AND s.batch = b.number)
			WHERE pipeline = ? AND number = ?
			""";

	private static final String CLEARED = """
			UPDATE ingest.batch SET state = 'CLEARED', cleared_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private static final String FAILED = """
			UPDATE ingest.batch SET state = CASE state WHEN 'SET_ASIDE' THEN state ELSE 'FAILED' END,
				attempts = attempts + ?, error = ?, next_attempt_at = clock_timestamp() + make_interval(secs => ?)
			WHERE pipeline = ? AND number = ? AND state IN ('SEALED', 'FAILED', 'SET_ASIDE')
			""";

	private static final String RETRY = """
			UPDATE ingest.batch SET next_attempt_at = clock_timestamp(), attempts = 0, differences_accepted = ?
			WHERE pipeline = ? AND number = ? AND state = 'FAILED'
			""";

	private static final String RETRY_ABANDONED = """
			UPDATE ingest.batch SET next_attempt_at = clock_timestamp(), attempts = 0
			WHERE pipeline = ? AND state = 'FAILED' AND next_attempt_at IS NULL
			""";

	private static final String ACCEPT = """
			UPDATE ingest.batch SET differences_accepted = ? WHERE pipeline = ? AND number = ?
			""";

	private static final String SET_ASIDE = """
			UPDATE ingest.batch SET state = 'SET_ASIDE', set_aside_at = clock_timestamp(), next_attempt_at = NULL
			WHERE pipeline = ? AND number = ?
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	SealedBatches(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Locks a batch until the transaction ends, if the batch is in one of the given
	 * states.
	 * @param number the batch's number
	 * @param states the states in which to lock the batch
	 * @return the slot of the batch, or empty if the batch is in another state
	 * @throws PessimisticLockingFailureException if another session holds the lock of the
	 * batch for more than a few seconds; this exception is not a failure of the procedure
	 */
	public Optional<Integer> lock(long number, BatchState... states) {
		String wanted = Arrays.stream(states).map(Enum::name).collect(Collectors.joining(","));
		try {
			return this.jdbc.sql(LOCK).params(this.pipeline, number, wanted).query(Integer.class).optional();
		}
		catch (PessimisticLockingFailureException ex) {
			throw new CannotAcquireLockException("Batch %d is locked by another session".formatted(number));
		}
	}

	/**
	 * Writes that a batch is merged.
	 * @param number the batch's number
	 * @param rows the number of merged rows, or {@code null} if the procedure does not
	 * report it
	 * @return the same number
	 */
	public MergedRows merged(long number, @Nullable Long rows) {
		return merged(MERGED, number, rows);
	}

	/**
	 * Writes that a batch that was set aside is merged, and that its rows are removed
	 * from the staging table.
	 * @param number the batch's number
	 * @param rows the number of merged rows, or {@code null} if the procedure does not
	 * report it
	 * @return the same number
	 */
	public MergedRows mergedAndRemoved(long number, @Nullable Long rows) {
		return merged(MERGED_AND_REMOVED, number, rows);
	}

	private MergedRows merged(String update, long number, @Nullable Long rows) {
		this.jdbc.sql(update).param(rows).param(this.pipeline).param(number).update();
		return new MergedRows(rows);
	}

	/**
	 * Writes that a batch is merged, if all its slices are merged.
	 * @param number the batch's number
	 * @return the number of merged rows, or empty if a slice is not merged or the batch
	 * is neither sealed nor failed
	 */
	public Optional<MergedRows> mergedInSlices(long number) {
		return this.jdbc.sql(MERGED_IN_SLICES)
			.param("pipeline", this.pipeline)
			.param("batch", number)
			.query(MergedRows.class)
			.optional();
	}

	/**
	 * Writes that the slot of a merged batch is empty.
	 * @param number the batch's number
	 */
	public void cleared(long number) {
		this.jdbc.sql(CLEARED).params(this.pipeline, number).update();
	}

	/**
	 * Writes that a batch is set aside.
	 * @param number the batch's number
	 */
	public void setAside(long number) {
		this.jdbc.sql(SET_ASIDE).params(this.pipeline, number).update();
	}

	/**
	 * Writes whether to merge a batch although it has differences.
	 * @param number the batch's number
	 * @param accepted whether to merge the batch although it has differences
	 */
	public void acceptDifferences(long number, boolean accepted) {
		this.jdbc.sql(ACCEPT).params(accepted, this.pipeline, number).update();
	}

	/**
	 * Writes that a merge failed. A batch that is set aside stays set aside.
	 * @param number the batch's number
	 * @param error why the merge failed, in words for the operator
	 * @param counts whether the failure counts as one of the attempts of the batch
	 * @param tryAgainAfter the time until the next attempt, or {@code null} if only an
	 * operator can try the merge again
	 */
	public void failed(long number, String error, boolean counts, @Nullable Duration tryAgainAfter) {
		Double seconds = (tryAgainAfter != null) ? tryAgainAfter.toMillis() / 1000.0 : null;
		this.jdbc.sql(FAILED)
			.param(counts ? 1 : 0)
			.param(error)
			.param(seconds)
			.param(this.pipeline)
			.param(number)
			.update();
	}

	/**
	 * Makes the next attempt to merge a failed batch due now, and counts attempts from
	 * zero.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge the batch although it has differences
	 * @return whether the batch was in the state {@code FAILED}
	 */
	public boolean retry(long number, boolean acceptDifferences) {
		return this.jdbc.sql(RETRY).params(acceptDifferences, this.pipeline, number).update() == 1;
	}

	/**
	 * Makes the next attempt due now for a failed batch that was left to an operator. The
	 * start of the service calls this method, because the operator may have restarted the
	 * service in order to try again.
	 */
	public void retryAbandoned() {
		this.jdbc.sql(RETRY_ABANDONED).param(this.pipeline).update();
	}

}
