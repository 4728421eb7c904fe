package io.kafkatojdbc.merge;

import java.math.BigDecimal;
import java.time.Duration;

import io.kafkatojdbc.merge.DryRuns.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What came of a merge that was taken back.
 *
 * @param rowsMerged rows merged, if the procedure reports them
 * @param seconds how long it took
 * @param error why it failed, or {@code null} if it did not
 */
public record DryRunResult(@Nullable Long rowsMerged, BigDecimal seconds, @Nullable String error) {

	static DryRunResult of(Trial trial, Duration timeout) {
		RuntimeException failure = trial.failure();
		return new DryRunResult(trial.rows(), BigDecimal.valueOf(trial.taken().toMillis(), 3),
				(failure != null) ? MergeFailure.of(failure, timeout).error() : null);
	}

}
