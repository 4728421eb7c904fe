package io.kafkatojdbc.merge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.MergedRows;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges a batch in slices side by side, each in a transaction of its own, so that a
 * crash has only those repeated that are not in the target table. Slices of a batch share
 * the merge lock, and each is merged by the instance that locks its entry.
 */
@Component
class SlicedMerge {

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final BatchSlices slices;

	private final Reconciliation reconciliation;

	private final MergeProcedure procedure;

	private final SliceThreads threads;

	private final int parallelism;

	SlicedMerge(@Control TransactionTemplate transaction, MergeLock lock, SealedBatches batches, BatchSlices slices,
			Reconciliation reconciliation, MergeProcedure procedure, SliceThreads threads, Pipeline pipeline) {
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.slices = slices;
		this.reconciliation = reconciliation;
		this.procedure = procedure;
		this.threads = threads;
		this.parallelism = pipeline.merge().parallelism();
	}

	/**
	 * Returns whether a batch is to be merged in slices. A merge in slices that has begun
	 * goes on as such, whatever the setting is now.
	 * @param number the batch's number
	 * @return whether to {@link #divide} it
	 */
	boolean isWanted(long number) {
		return this.procedure.takesSlices()
				&& (this.parallelism > 1 || !this.slices.merged(number).selected().isEmpty());
	}

	/**
	 * Divides a batch into slices, or finds those that are left of it, and counts what
	 * they have to merge.
	 * @param number the batch's number
	 * @return the slices to merge, which may be one for the whole batch; or empty if
	 * another instance is merging or has merged the batch
	 * @throws DifferencesException if they do not add up
	 */
	Optional<SliceSelection> divide(long number) {
		return this.transaction.execute((status) -> {
			if (!this.lock.tryTake()) {
				return Optional.empty();
			}
			return this.batches.lock(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				SliceSelection rest = this.slices.unmerged(number);
				SliceSelection divided = rest.isWhole() ? this.slices.divide(number, this.parallelism) : rest;
				if (!divided.isWhole()) {
					// Once for all slices: to count its rows, each would have to read all
					// of the slot.
					this.reconciliation.settle(number, this.reconciliation.partsInSlot(number, slot, divided));
				}
				return divided;
			});
		});
	}

	/**
	 * Merges slices of a batch side by side.
	 * @param number the batch's number
	 * @param left the slices that are not merged
	 * @return rows merged of the whole batch, or empty if another instance is merging or
	 * has merged it
	 */
	Optional<MergedRows> merge(long number, SliceSelection left) {
		List<Callable<Boolean>> merges = left.selected()
			.stream()
			.map((slice) -> (Callable<Boolean>) () -> mergeSlice(number, slice, left.slices()))
			.toList();
		return this.threads.runAll(merges) ? this.batches.mergedInSlices(number) : Optional.empty();
	}

	/**
	 * Merges a slice in one transaction.
	 * @return whether it was merged by this call, and not by another instance
	 */
	boolean mergeSlice(long number, int slice, int of) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			if (!this.lock.tryShare() || !this.slices.take(number, slice, of)) {
				return false;
			}
			this.slices.merged(number, slice, this.procedure.merge(number, slice, of));
			return true;
		}));
	}

}
