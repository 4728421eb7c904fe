package io.kafkatojdbc.batch;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the open batch and the last finished batches, in the format that
 * {@code /status} has always had.
 *
 * @param currentBatchCount the number of rows in the open batch
 * @param history the last finished batches, oldest first
 */
record BatchCountStatus(String currentBatchCount, List<FinishedBatch> history) {

	static BatchCountStatus of(Batch open, List<Batch> newestFirst) {
		List<FinishedBatch> history = new ArrayList<>(newestFirst.stream().map(FinishedBatch::of).toList());
		Collections.reverse(history);
		return new BatchCountStatus(Long.toString(open.rows()), history);
	}

	/**
	 * A finished batch.
	 *
	 * @param batchSize the number of staged rows
	 * @param timeTaken the seconds from the first staged row of the batch to the end of
	 * its merge
	 */
	record FinishedBatch(long batchSize, BigDecimal timeTaken) {

		static FinishedBatch of(Batch batch) {
			Batch.Times times = batch.times();
			return new FinishedBatch(batch.rows(), seconds(times.firstStaged(), times.merged()));
		}

		private static BigDecimal seconds(@Nullable Instant from, @Nullable Instant to) {
			Duration taken = (from != null && to != null) ? Duration.between(from, to) : Duration.ZERO;
			return BigDecimal.valueOf(taken.toMillis(), 3);
		}

	}

}
