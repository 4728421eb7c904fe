package io.kafkatojdbc.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.kafkatojdbc.ledger.MergeLedger;
import io.kafkatojdbc.ledger.MergeLedger.MergedRows;
import io.kafkatojdbc.ledger.SliceLedger;
import io.kafkatojdbc.ledger.SliceLedger.Division;
import io.kafkatojdbc.merge.MergeProcedure;
import io.kafkatojdbc.merge.MergeProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Merges a batch in slices side by side where that is wanted and the procedure can, else
 * as a whole.
 */
@Component
class SlicedMerge implements DisposableBean {

	private final MergeLedger merges;

	private final SliceLedger slices;

	private final MergeProcedure procedure;

	private final int parallelism;

	private final ExecutorService threads;

	SlicedMerge(MergeLedger merges, SliceLedger slices, MergeProcedure procedure, MergeProperties properties) {
		this.merges = merges;
		this.slices = slices;
		this.procedure = procedure;
		this.parallelism = properties.parallelism();
		CustomizableThreadFactory factory = new CustomizableThreadFactory("merge-slice-");
		factory.setDaemon(true);
		this.threads = Executors.newFixedThreadPool(this.parallelism, factory);
	}

	/**
	 * Merges what is left of a batch.
	 * @param batch the batch's number
	 * @return rows merged, or empty if another instance is merging or has merged it
	 */
	Optional<MergedRows> merge(long batch) {
		// Slices that are begun are ended, whatever the setting is now.
		if (!this.procedure.takesSlices() || (this.parallelism == 1 && !this.slices.isBegun(batch))) {
			return mergeAsAWhole(batch);
		}
		return this.slices.divide(batch, this.parallelism)
			.flatMap((division) -> (division.slices() > 1) ? merge(batch, division) : mergeAsAWhole(batch));
	}

	private Optional<MergedRows> mergeAsAWhole(long batch) {
		return this.merges.merge(batch, this.procedure::merge);
	}

	private Optional<MergedRows> merge(long batch, Division division) {
		List<Callable<Boolean>> left = division.left()
			.stream()
			.map((slice) -> (Callable<Boolean>) () -> this.slices.merge(batch, slice, division.slices(),
					this.procedure::merge))
			.toList();
		return runAll(left) ? this.slices.complete(batch) : Optional.empty();
	}

	/** Runs all to their ends, and tells whether all of them say so. */
	private boolean runAll(List<Callable<Boolean>> tasks) {
		List<Boolean> done = new ArrayList<>();
		RuntimeException failure = null;
		try {
			for (Future<Boolean> each : this.threads.invokeAll(tasks)) {
				try {
					done.add(each.get());
				}
				catch (ExecutionException ex) {
					failure = withOther(failure, ex.getCause());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The merge was interrupted", ex);
		}
		if (failure != null) {
			throw failure;
		}
		return !done.contains(false);
	}

	private static RuntimeException withOther(@Nullable RuntimeException failure, @Nullable Throwable other) {
		if (failure != null && other != null) {
			failure.addSuppressed(other);
			return failure;
		}
		return (other instanceof RuntimeException ex) ? ex : new IllegalStateException(other);
	}

	@Override
	public void destroy() {
		// Whoever waits for those that will not begin has to know.
		this.threads.shutdownNow().stream().map(Future.class::cast).forEach((task) -> task.cancel(true));
	}

}
