package io.kafkatojdbc.merge;

import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.MergedRows;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.table.Slots;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges a batch as a whole, in one transaction: the procedure's work and the batch's new
 * state are committed together.
 */
@Component
class WholeMerge {

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final Recount recount;

	private final Reconciliation reconciliation;

	private final Slots slots;

	private final BatchSlices slices;

	private final MergeProcedure procedure;

	WholeMerge(@Control TransactionTemplate transaction, MergeLock lock, SealedBatches batches, Recount recount,
			Reconciliation reconciliation, Slots slots, BatchSlices slices, MergeProcedure procedure) {
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.recount = recount;
		this.reconciliation = reconciliation;
		this.slots = slots;
		this.slices = slices;
		this.procedure = procedure;
	}

	/**
	 * Merges a batch. Only one instance merges at a time.
	 * @param number the batch's number
	 * @return the number of merged rows, or empty if another instance is merging or has
	 * merged the batch
	 * @throws DifferencesException if the batch has differences
	 * @throws MergedSlicesException if only some slices of the batch are left to merge
	 */
	Optional<MergedRows> merge(long number) {
		return this.transaction.execute((status) -> {
			if (!this.lock.tryTake()) {
				return Optional.empty();
			}
			return this.batches.lock(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				requireWhole(number);
				this.slices.forgetUnmerged(number);
				this.reconciliation.settle(number, this.recount.partsInSlot(number, slot, SliceSelection.ALL));
				return this.batches.merged(number, this.procedure.merge(number, 0, 1));
			});
		});
	}

	private void requireWhole(long number) {
		if (!this.slices.merged(number).selected().isEmpty()) {
			throw new MergedSlicesException(number);
		}
	}

	/**
	 * Merges a batch that was set aside, and removes its rows from the staging table.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge the batch although it has differences
	 * @return the number of merged rows, or empty if the batch is not set aside
	 * @throws DifferencesException if the batch has differences that are not accepted
	 * @throws org.springframework.dao.PessimisticLockingFailureException if another merge
	 * is running
	 */
	Optional<MergedRows> mergeSetAside(long number, boolean acceptDifferences) {
		return this.transaction.execute((status) -> {
			this.lock.take();
			this.procedure.refresh();
			return this.batches.lock(number, BatchState.SET_ASIDE).map((slot) -> {
				this.batches.acceptDifferences(number, acceptDifferences);
				this.reconciliation.settle(number, this.recount.partsSetAside(number));
				MergedRows merged = this.batches.mergedAndRemoved(number, this.procedure.merge(number, 0, 1));
				this.slices.forgetUnmerged(number);
				this.slots.removeSetAside(number);
				return merged;
			});
		});
	}

}
