package io.kafkatojdbc.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import org.jspecify.annotations.Nullable;

/**
 * The last finished batches together.
 *
 * @param count how many there are
 * @param byAge how many were complete by their age
 * @param rows rows of a batch, the mean
 * @param fillSeconds from its first staged row until it was complete, the mean
 * @param mergeSeconds from its last call of the procedure until it was in the target
 * table, the mean
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
