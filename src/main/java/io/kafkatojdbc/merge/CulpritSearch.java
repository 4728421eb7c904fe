package io.kafkatojdbc.merge;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.merge.DryRuns.Culprit;
import io.kafkatojdbc.merge.DryRuns.Trial;
import org.jspecify.annotations.Nullable;

/** Halves a batch again and again to find the rows that its merge fails for. */
class CulpritSearch {

	private final BatchRows rows;

	/** Calls the procedure after something was done, and takes both back. */
	private final Function<Runnable, Trial> dryRun;

	private final BooleanSupplier outOfTime;

	private boolean minimal = true;

	private int dryRuns;

	private @Nullable RuntimeException failure;

	CulpritSearch(BatchRows rows, Function<Runnable, Trial> dryRun, BooleanSupplier outOfTime) {
		this.rows = rows;
		this.dryRun = dryRun;
		this.outOfTime = outOfTime;
	}

	Culprit search() {
		long count = this.rows.count();
		if (count == 0 || !fails(0, count - 1)) {
			return new Culprit(null, null, 0, null, true, this.dryRuns);
		}
		long last = first(0, count - 1, (end) -> fails(0, end));
		long first = last - first(0, last, (length) -> fails(last - length, last));
		return new Culprit(this.rows.place(first), this.rows.place(last), last - first + 1, this.failure, this.minimal,
				this.dryRuns);
	}

	// the caller knows that the condition holds for the upper bound
	private long first(long from, long to, LongPredicate condition) {
		long low = from;
		long high = to;
		while (low < high) {
			if (this.outOfTime.getAsBoolean()) {
				this.minimal = false;
				return high;
			}
			long middle = low + (high - low) / 2;
			if (condition.test(middle)) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		return low;
	}

	private boolean fails(long first, long last) {
		RecordPlace from = this.rows.place(first);
		RecordPlace to = this.rows.place(last);
		this.dryRuns++;
		Trial trial = this.dryRun.apply(() -> this.rows.keepOnly(from, to));
		if (trial.failure() != null) {
			// The last range that failed is the one that is found.
			this.failure = trial.failure();
		}
		return trial.failure() != null;
	}

}
