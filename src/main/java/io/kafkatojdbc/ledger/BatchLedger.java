package io.kafkatojdbc.ledger;

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
				AND (EXISTS (SELECT FROM ingest.batch_part p
						WHERE p.pipeline = b.pipeline AND p.batch = b.number AND p.staged > 0)
					OR EXISTS (SELECT FROM ingest.rejected_record r
						WHERE r.pipeline = b.pipeline AND r.retried_in = b.number))
				AND NOT EXISTS (SELECT FROM ingest.batch o
					WHERE o.pipeline = b.pipeline AND o.state IN ('SEALED', 'MERGED', 'FAILED'))
			""";

	private static final String OPEN_NEXT = """
			INSERT INTO ingest.batch (pipeline, number, slot, state)
			SELECT pipeline, number + 1, 1 - slot, 'OPEN' FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String SET_ASIDE = """
			UPDATE ingest.batch SET state = 'SET_ASIDE', set_aside_at = clock_timestamp(), next_attempt_at = NULL
			WHERE pipeline = ? AND number = ?
			""";

	private static final String CLEARED = """
			UPDATE ingest.batch SET state = 'CLEARED', cleared_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	/** Whoever waits for a table makes all others wait behind it. */
	private static final String SHORT_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final SealLock sealLock;

	private final BatchLocks locks;

	private final Reconciliation reconciliation;

	private final Slots slots;

	private final BatchSlices slices;

	private final String pipeline;

	BatchLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, SealLock sealLock, BatchLocks locks,
			Reconciliation reconciliation, Slots slots, BatchSlices slices, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.sealLock = sealLock;
		this.locks = locks;
		this.reconciliation = reconciliation;
		this.slots = slots;
		this.slices = slices;
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
	 * Empties the slot of a merged batch, so that the next batch but one can use it. Does
	 * nothing if another instance has done it.
	 * @param batch the batch
	 * @return whether it was cleared by this call
	 */
	public boolean clear(Batch batch) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.locks.inState(batch.number(), BatchState.MERGED).map((slot) -> {
				// Only then there may be rows that no merge has seen.
				if (this.reconciliation.isAccepted(batch.number())) {
					this.slots.setStrayRowsAside(slot, batch.number());
				}
				this.slots.empty(slot);
				return this.jdbc.sql(CLEARED).params(this.pipeline, batch.number()).update() == 1;
			}).orElse(false);
		}));
	}

	/**
	 * Takes a batch that cannot be merged out of the way of later ones. Its rows, but for
	 * those of slices that are merged, move to the part of the staging table that is
	 * nobody's turn.
	 * @param number the batch's number
	 * @return whether it was set aside by this call, and not in another state
	 * @throws PessimisticLockingFailureException if a merge is running, or another
	 * session uses the slot
	 */
	public boolean setAside(long number) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			this.locks.merge();
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.locks.inState(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				this.slots.setAside(slot,
						"batch <> %d OR %s".formatted(number, this.slices.unmerged(number).condition()));
				return this.jdbc.sql(SET_ASIDE).params(this.pipeline, number).update() == 1;
			}).orElse(false);
		}));
	}

}
