package io.kafkatojdbc.merge;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;

import io.kafkatojdbc.ledger.RecordPlace;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the rows that make the merge of a batch fail. The search halves the batch
 * again and again, and never divides the rows of a record.
 */
class CulpritSearch {

	private final BatchRows rows;

	/** Makes a change, calls the procedure, and rolls both back. */
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
		long count = this.rows.countRecords();
		if (count == 0 || !fails(0, count - 1)) {
			return new Culprit(null, null, 0, null, true, this.dryRuns);
		}
		long last = first(0, count - 1, (end) -> fails(0, end));
		long first = last - first(0, last, (length) -> fails(last - length, last));
		RecordPlace from = this.rows.place(first);
		RecordPlace to = this.rows.place(last);
		return new Culprit(from, to, this.rows.count(from, to), this.failure, this.minimal, this.dryRuns);
	}

	// The upper bound is not tested, because the caller knows that the condition is
	// true for it.
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
			// The search ends with the last range that failed, so the error of that
			// range is kept.
			this.failure = trial.failure();
		}
		return trial.failure() != null;
	}

}
