package io.kafkatojdbc.merge;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Frees the slot of a batch for the next batch but one. */
@Component
class SlotRelease {

	/** A session that waits for a table makes all later ones wait behind it. */
	private static final String SHORT_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final Reconciliation reconciliation;

	private final Slots slots;

	private final BatchSlices slices;

	SlotRelease(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, MergeLock lock,
			SealedBatches batches, Reconciliation reconciliation, Slots slots, BatchSlices slices) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.reconciliation = reconciliation;
		this.slots = slots;
		this.slices = slices;
	}

	/**
	 * Empties the slot of a merged batch.
	 * @param batch the batch
	 * @return whether it was cleared by this call, and not by another instance
	 * @throws org.springframework.dao.PessimisticLockingFailureException if another
	 * session uses the slot
	 */
	boolean clear(Batch batch) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.batches.lock(batch.number(), BatchState.MERGED).map((slot) -> {
				// Only an accepted batch may have rows in its slot that no merge has
				// seen.
				if (this.reconciliation.isAccepted(batch.number())) {
					this.slots.setStrayRowsAside(slot, batch.number());
				}
				this.slots.empty(slot);
				this.batches.cleared(batch.number());
				return true;
			}).orElse(false);
		}));
	}

	/**
	 * Takes a batch that cannot be merged out of the way of later ones. Its rows, but for
	 * those of slices that are merged, move to the staging table's DEFAULT partition.
	 * @param number the batch's number
	 * @return whether it was set aside by this call, and not in another state
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge is
	 * running, or another session uses the slot
	 */
	boolean setAside(long number) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			this.lock.take();
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.batches.lock(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				this.slots.setAside(slot,
						"batch <> %d OR %s".formatted(number, this.slices.unmerged(number).condition()));
				this.batches.setAside(number);
				return true;
			}).orElse(false);
		}));
	}

}
