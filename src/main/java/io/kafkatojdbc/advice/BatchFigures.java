package io.kafkatojdbc.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the last finished batches.
 *
 * @param count the number of batches
 * @param byAge how many of the batches were complete because of their age
 * @param rows the mean number of rows in a batch
 * @param fillSeconds the mean time from a batch's first staged row until the batch was
 * complete
 * @param mergeSeconds the mean time from a batch's last call of the procedure until the
 * batch was in the target table
 */
record BatchFigures(int count, int byAge, double rows, double fillSeconds, double mergeSeconds) {

	static BatchFigures of(List<Batch> finished) {
		List<Batch> batches = finished.stream().filter((batch) -> batch.times().setAside() == null).toList();
		return new BatchFigures(batches.size(),
				(int) batches.stream().filter((batch) -> batch.reason() == SealReason.AGE).count(),
				batches.stream().mapToLong(Batch::rows).average().orElse(0),
				batches.stream()
					.mapToDouble((batch) -> seconds(batch.times().firstStaged(), batch.times().sealed()))
					.average()
					.orElse(0),
				batches.stream()
					.mapToDouble((batch) -> seconds(batch.times().mergeStarted(), batch.times().merged()))
					.average()
					.orElse(0));
	}

	private static double seconds(@Nullable Instant from, @Nullable Instant to) {
		return (from != null && to != null) ? Duration.between(from, to).toMillis() / 1_000.0 : 0;
	}

}
