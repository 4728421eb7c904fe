package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves batches from state to state.
 */
@Component
public class BatchLedger {

	private static final String SEAL = """
			UPDATE ingest.batch b SET state = 'SEALED', reason = ?, sealed_at = clock_timestamp()
			WHERE pipeline = ? AND number = ? AND state = 'OPEN'
				AND EXISTS (SELECT FROM ingest.batch_part p
					WHERE p.pipeline = b.pipeline AND p.batch = b.number AND p.staged > 0)
				AND NOT EXISTS (SELECT FROM ingest.batch o
					WHERE o.pipeline = b.pipeline AND o.state IN ('SEALED', 'MERGED', 'FAILED'))
			""";

	private static final String OPEN_NEXT = """
			INSERT INTO ingest.batch (pipeline, number, slot, state)
			SELECT pipeline, number + 1, 1 - slot, 'OPEN' FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String TRY_MERGE_LOCK = """
			SELECT pg_try_advisory_xact_lock(hashtextextended('kafka-to-jdbc-batch merge ' || ?, 0))
			""";

	private static final String LOCK_IN_STATE = """
			SELECT count(*) FROM (SELECT FROM ingest.batch
				WHERE pipeline = ? AND number = ? AND state = ANY (string_to_array(?, ',')) FOR UPDATE) b
			""";

	private static final String MERGED = """
			UPDATE ingest.batch SET state = 'MERGED', rows_merged = ?, error = NULL, next_attempt_at = NULL,
				merge_started_at = now(), merged_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private static final String FAILED = """
			UPDATE ingest.batch SET state = 'FAILED', attempts = attempts + 1, error = ?,
				next_attempt_at = clock_timestamp() + make_interval(secs => ?)
			WHERE pipeline = ? AND number = ? AND state IN ('SEALED', 'FAILED')
			""";

	private static final String TRY_AGAIN = """
			UPDATE ingest.batch SET next_attempt_at = clock_timestamp()
			WHERE pipeline = ? AND state = 'FAILED' AND next_attempt_at IS NULL
			""";

	private static final String CLEARED = """
			UPDATE ingest.batch SET state = 'CLEARED', cleared_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final SealLock sealLock;

	private final Slots slots;

	private final String pipeline;

	BatchLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, SealLock sealLock, Slots slots,
			PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.sealLock = sealLock;
		this.slots = slots;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Seals the open batch and opens the next one. It is sealed only if it is still open
	 * and has rows, and once the batch before it is cleared, whose slot the next one
	 * takes.
	 * @param number the open batch's number
	 * @param reason why it is complete
	 * @return whether it was sealed by this call
	 */
	public boolean seal(long number, SealReason reason) {
		try {
			return Boolean.TRUE.equals(this.transaction.execute((status) -> {
				this.sealLock.hold(this.jdbc);
				boolean sealed = this.jdbc.sql(SEAL).params(reason.name(), this.pipeline, number).update() == 1;
				if (sealed) {
					this.jdbc.sql(OPEN_NEXT).params(this.pipeline, number).update();
				}
				return sealed;
			}));
		}
		catch (PessimisticLockingFailureException ex) {
			this.sealLock.endFrozenHolders(this.jdbc);
			return false;
		}
	}

	/**
	 * Merges a batch in one transaction: the procedure's work and the batch's new state
	 * come to be together. Only one instance merges at a time.
	 * @param number the batch's number
	 * @param procedure calls the procedure, in the transaction of this method
	 * @return rows merged as the procedure reported them, or empty if another instance is
	 * merging or has merged the batch
	 */
	public Optional<MergedRows> merge(long number, MergeCall procedure) {
		return this.transaction.execute((status) -> {
			if (!this.jdbc.sql(TRY_MERGE_LOCK).param(this.pipeline).query(Boolean.class).single()
					|| !lockInState(number, "SEALED,FAILED")) {
				return Optional.empty();
			}
			MergedRows merged = new MergedRows(procedure.call(number));
			this.jdbc.sql(MERGED).param(merged.reported()).param(this.pipeline).param(number).update();
			return Optional.of(merged);
		});
	}

	/**
	 * Notes that a merge failed.
	 * @param number the batch's number
	 * @param error why, for the operator
	 * @param tryAgainAfter when to try again, or {@code null} if that cannot help
	 */
	public void failed(long number, String error, @Nullable Duration tryAgainAfter) {
		Double seconds = (tryAgainAfter != null) ? tryAgainAfter.toMillis() / 1000.0 : null;
		this.jdbc.sql(FAILED).param(error).param(seconds).param(this.pipeline).param(number).update();
	}

	/**
	 * Has a failed merge tried again for which that could not help before.
	 */
	public void tryAgain() {
		this.jdbc.sql(TRY_AGAIN).param(this.pipeline).update();
	}

	/**
	 * Empties the slot of a merged batch, so that the next batch but one can use it. Does
	 * nothing if another instance has done it.
	 * @param batch the batch
	 * @return whether it was cleared by this call
	 */
	public boolean clear(Batch batch) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
			if (!lockInState(batch.number(), "MERGED")) {
				return false;
			}
			this.slots.empty(batch.slot());
			return this.jdbc.sql(CLEARED).params(this.pipeline, batch.number()).update() == 1;
		}));
	}

	private boolean lockInState(long number, String states) {
		return this.jdbc.sql(LOCK_IN_STATE).params(this.pipeline, number, states).query(Long.class).single() == 1;
	}

	/** Calls the merge procedure. */
	@FunctionalInterface
	public interface MergeCall {

		/**
		 * Calls the procedure in the current transaction.
		 * @param batch the batch's number
		 * @return rows merged, if the procedure reports them
		 */
		@Nullable Long call(long batch);

	}

	/**
	 * What a merge did.
	 *
	 * @param reported rows merged, if the procedure reports them
	 */
	public record MergedRows(@Nullable Long reported) {
	}

}
