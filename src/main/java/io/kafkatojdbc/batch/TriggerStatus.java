package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the open batch towards each of the limits that complete it.
 *
 * @param rows the number of rows in the batch
 * @param age the age of the oldest row in the batch
 * @param quiet the time since the last row of the batch was staged
 */
public record TriggerStatus(Rows rows, Wait age, Wait quiet) {

	static TriggerStatus of(Batch open, BatchSettings limits, Instant now) {
		return new TriggerStatus(new Rows(open.rows(), limits.maxRows(), limits.maxRowsBehind()),
				Wait.since(open.times().firstStaged(), limits.maxAge(), now),
				Wait.since(open.times().lastStaged(), limits.quietPeriod(), now));
	}

	/**
	 * The number of rows, and the limits at which it completes a batch.
	 *
	 * @param staged the number of staged rows
	 * @param limit the number of rows that completes the batch while the consumers keep
	 * up
	 * @param limitBehind the number of rows that completes the batch while the consumers
	 * are behind
	 */
	public record Rows(long staged, long limit, long limitBehind) {
	}

	/**
	 * A time, and the limit at which it completes a batch.
	 *
	 * @param seconds the seconds until now; {@code null} if the batch has no rows
	 * @param limit the number of seconds that completes the batch
	 */
	public record Wait(@Nullable Double seconds, double limit) {

		private static Wait since(@Nullable Instant start, Duration limit, Instant now) {
			Double seconds = (start != null) ? Math.max(0, Duration.between(start, now).toMillis() / 100) / 10.0 : null;
			return new Wait(seconds, limit.toMillis() / 1000.0);
		}

	}

}
