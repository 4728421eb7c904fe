package io.kafkatojdbc.merge;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The result of a merge that was rolled back.
 *
 * @param rowsMerged the number of merged rows, or {@code null} if the procedure does not
 * report it
 * @param seconds how many seconds the merge took
 * @param error why the merge failed, or {@code null} if it succeeded
 */
public record DryRunResult(@Nullable Long rowsMerged, BigDecimal seconds, @Nullable String error) {

	static DryRunResult of(Trial trial, Duration timeout) {
		RuntimeException failure = trial.failure();
		return new DryRunResult(trial.rows(), BigDecimal.valueOf(trial.taken().toMillis(), 3),
				(failure != null) ? MergeFailure.of(failure, timeout).error() : null);
	}

}
