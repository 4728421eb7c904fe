package io.kafkatojdbc.merge;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Frees the slot of a batch. The batch after the next batch needs the slot. */
@Component
class SlotRelease {

	/** The wait for the lock of the batch. */
	private static final String SHORT_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final Reconciliation reconciliation;

	private final Slots slots;

	private final BatchSlices slices;

	private final SlotEmptying emptying;

	SlotRelease(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, MergeLock lock,
			SealedBatches batches, Reconciliation reconciliation, Slots slots, BatchSlices slices,
			SlotEmptying emptying) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.reconciliation = reconciliation;
		this.slots = slots;
		this.slices = slices;
		this.emptying = emptying;
	}

	/**
	 * Empties the slot of a merged batch.
	 * @param batch the batch
	 * @return whether this call cleared the batch, and not another instance
	 * @throws org.springframework.dao.PessimisticLockingFailureException if another
	 * session uses the slot
	 */
	boolean clear(Batch batch) {
		return this.emptying.empty((mode, patience) -> this.transaction.execute((status) -> {
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.batches.lock(batch.number(), BatchState.MERGED).map((slot) -> {
				this.slots.lock(slot, mode, patience);
				// Only the slot of a batch with accepted differences may have rows that
				// no merge has read.
				if (this.reconciliation.isAccepted(batch.number())) {
					this.slots.setStrayRowsAside(slot, mode, batch.number());
				}
				else {
					this.slots.empty(slot, mode, batch.number());
				}
				this.batches.cleared(batch.number());
				return true;
			}).orElse(false);
		}));
	}

	/**
	 * Sets a batch aside that cannot be merged, so that later batches no longer wait for
	 * it. The rows of the batch move to the staging table's DEFAULT partition, except the
	 * rows of merged slices.
	 * @param number the batch's number
	 * @return whether this call set the batch aside; {@code false} if the batch is
	 * neither sealed nor failed
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge is
	 * running, or another session uses the slot
	 */
	boolean setAside(long number) {
		return this.emptying.empty((mode, patience) -> this.transaction.execute((status) -> {
			this.lock.take();
			this.jdbc.sql(SHORT_LOCK_TIMEOUT).update();
			return this.batches.lock(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				this.slots.lock(slot, mode, patience);
				this.slots.setAside(slot, mode,
						"batch <> %d OR %s".formatted(number, this.slices.unmerged(number).condition()));
				this.batches.setAside(number);
				return true;
			}).orElse(false);
		}));
	}

}
