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
 * Merges the slices of a batch in parallel. Each slice has a transaction of its own, so
 * after a crash only the slices that are not in the target table are merged again. The
 * slices of a batch share the merge lock. A slice is merged by the instance that locks
 * the slice in the ledger.
 */
@Component
class SlicedMerge {

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final BatchSlices slices;

	private final SliceDivision division;

	private final MergeProcedure procedure;

	private final SliceThreads threads;

	private final int parallelism;

	SlicedMerge(@Control TransactionTemplate transaction, MergeLock lock, SealedBatches batches, BatchSlices slices,
			SliceDivision division, MergeProcedure procedure, SliceThreads threads, Pipeline pipeline) {
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.slices = slices;
		this.division = division;
		this.procedure = procedure;
		this.threads = threads;
		this.parallelism = pipeline.merge().parallelism();
	}

	/**
	 * Returns whether to merge a batch in slices, which depends on the parameters that
	 * the procedure has now. If some slices of the batch are merged already, the other
	 * slices are merged as slices too, even if the setting has changed.
	 * @param number the batch's number
	 * @return whether to {@link #divide} the batch
	 */
	boolean isWanted(long number) {
		this.procedure.refresh();
		return this.procedure.takesSlices()
				&& (this.parallelism > 1 || !this.slices.merged(number).selected().isEmpty());
	}

	/**
	 * Divides a batch into slices, or finds its slices that are not merged yet, and
	 * counts their rows again.
	 * @param number the batch's number
	 * @return the slices to merge, possibly one slice for the whole batch; or empty if
	 * another instance is merging or has merged the batch
	 * @throws DifferencesException if the slices have differences
	 */
	Optional<SliceSelection> divide(long number) {
		return this.transaction.execute((status) -> {
			if (!this.lock.tryTake()) {
				return Optional.empty();
			}
			return this.batches.lock(number, BatchState.SEALED, BatchState.FAILED)
				.map((slot) -> this.division.divide(number, slot));
		});
	}

	/**
	 * Merges slices of a batch in parallel.
	 * @param number the batch's number
	 * @param left the slices that are not merged
	 * @return the number of merged rows of the whole batch, or empty if another instance
	 * is merging or has merged the batch
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
	 * @return whether this call merged the slice, and not another instance
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
