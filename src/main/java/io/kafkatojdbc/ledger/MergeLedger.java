package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges batches, and keeps what came of it.
 */
@Component
public class MergeLedger {

	private static final String ACCEPT = """
			UPDATE ingest.batch SET differences_accepted = ? WHERE pipeline = ? AND number = ?
			""";

	private static final String MERGED = """
			UPDATE ingest.batch SET state = 'MERGED', rows_merged = ?, error = NULL, next_attempt_at = NULL,
				merge_started_at = now(), merged_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private static final String MERGED_AND_REMOVED = """
			UPDATE ingest.batch b SET state = 'CLEARED', error = NULL, merge_started_at = now(),
				merged_at = clock_timestamp(), cleared_at = clock_timestamp(),
				rows_merged = ? + (SELECT coalesce(sum(s.rows_merged), 0) FROM ingest.batch_slice s
					WHERE s.pipeline = b.pipeline AND s.batch = b.number)
			WHERE pipeline = ? AND number = ?
			""";

	private static final String FAILED = """
			UPDATE ingest.batch SET state = CASE state WHEN 'SET_ASIDE' THEN state ELSE 'FAILED' END,
				attempts = attempts + ?, error = ?, next_attempt_at = clock_timestamp() + make_interval(secs => ?)
			WHERE pipeline = ? AND number = ? AND state IN ('SEALED', 'FAILED', 'SET_ASIDE')
			""";

	private static final String TRY_AGAIN = """
			UPDATE ingest.batch SET next_attempt_at = clock_timestamp(), attempts = 0
			WHERE pipeline = ? AND state = 'FAILED' AND next_attempt_at IS NULL
			""";

	private static final String TRY_NOW = """
			UPDATE ingest.batch SET next_attempt_at = clock_timestamp(), attempts = 0, differences_accepted = ?
			WHERE pipeline = ? AND number = ? AND state = 'FAILED'
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final BatchLocks locks;

	private final Reconciliation reconciliation;

	private final Slots slots;

	private final BatchSlices slices;

	private final String pipeline;

	MergeLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, BatchLocks locks,
			Reconciliation reconciliation, Slots slots, BatchSlices slices, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.locks = locks;
		this.reconciliation = reconciliation;
		this.slots = slots;
		this.slices = slices;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Merges a batch in one transaction: the procedure's work and the batch's new state
	 * come to be together. Only one instance merges at a time.
	 * @param number the batch's number
	 * @param procedure calls the procedure, in the transaction of this method
	 * @return rows merged as the procedure reported them, or empty if another instance is
	 * merging or has merged the batch
	 * @throws DifferencesException if the batch does not add up
	 */
	public Optional<MergedRows> merge(long number, MergeCall procedure) {
		return this.transaction.execute((status) -> {
			if (!this.locks.tryMerge()) {
				return Optional.empty();
			}
			return this.locks.inState(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				requireWhole(number);
				this.slices.forgetUnmerged(number);
				this.reconciliation.settle(number, this.reconciliation.partsInSlot(number, slot, SliceSelection.ALL));
				return merged(MERGED, number, procedure.call(number));
			});
		});
	}

	/**
	 * Merges a batch that was set aside, and removes its rows, in one transaction.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge it although it does not add up
	 * @param procedure calls the procedure, in the transaction of this method
	 * @return rows merged as the procedure reported them, or empty if the batch is not
	 * set aside
	 * @throws DifferencesException if the batch does not add up
	 * @throws org.springframework.dao.PessimisticLockingFailureException if another merge
	 * is running
	 */
	public Optional<MergedRows> mergeSetAside(long number, boolean acceptDifferences, MergeCall procedure) {
		return this.transaction.execute((status) -> {
			this.locks.merge();
			return this.locks.inState(number, BatchState.SET_ASIDE).map((slot) -> {
				this.jdbc.sql(ACCEPT).params(acceptDifferences, this.pipeline, number).update();
				this.reconciliation.settle(number, this.reconciliation.partsSetAside(number));
				MergedRows merged = merged(MERGED_AND_REMOVED, number, procedure.call(number));
				this.slices.forgetUnmerged(number);
				this.slots.removeSetAside(number);
				return merged;
			});
		});
	}

	private void requireWhole(long number) {
		if (!this.slices.merged(number).selected().isEmpty()) {
			throw new IllegalStateException(("Some slices of batch %d are merged already, and the procedure takes no "
					+ "slices any more: give it back p_slice and p_slices, or set the batch aside")
				.formatted(number));
		}
	}

	private MergedRows merged(String update, long number, @Nullable Long rows) {
		this.jdbc.sql(update).param(rows).param(this.pipeline).param(number).update();
		return new MergedRows(rows);
	}

	/**
	 * Notes that a merge failed. A batch that is set aside stays so.
	 * @param number the batch's number
	 * @param error why, for the operator
	 * @param counts whether it is one of the attempts that a batch has
	 * @param tryAgainAfter when to try again, or {@code null} to leave that to an
	 * operator
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
	 * Has a failed merge tried again that was left to an operator: he has restarted the
	 * service.
	 */
	public void tryAgain() {
		this.jdbc.sql(TRY_AGAIN).param(this.pipeline).update();
	}

	/**
	 * Has a failed batch merged again now, with all its attempts before it.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge it although it does not add up
	 * @return whether it was failed
	 */
	public boolean tryNow(long number, boolean acceptDifferences) {
		return this.jdbc.sql(TRY_NOW).params(acceptDifferences, this.pipeline, number).update() == 1;
	}

	/**
	 * What a merge did.
	 *
	 * @param reported rows merged, if the procedure reports them
	 */
	public record MergedRows(@Nullable Long reported) {
	}

}
