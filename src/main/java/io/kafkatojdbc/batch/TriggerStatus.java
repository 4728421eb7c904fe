package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.jspecify.annotations.Nullable;

/**
 * How far the open batch is from being complete, by each of the rules.
 *
 * @param rows its rows
 * @param age the age of its oldest row
 * @param quiet the silence since its last row
 */
public record TriggerStatus(Rows rows, Wait age, Wait quiet) {

	static TriggerStatus of(Batch open, BatchSettings limits, Instant now) {
		return new TriggerStatus(new Rows(open.rows(), limits.maxRows(), limits.maxRowsBehind()),
				Wait.since(open.times().firstStaged(), limits.maxAge(), now),
				Wait.since(open.times().lastStaged(), limits.quietPeriod(), now));
	}

	/**
	 * Rows that complete a batch.
	 *
	 * @param staged how many there are
	 * @param limit how many complete it while the consumers keep up
	 * @param limitBehind how many complete it while they are behind
	 */
	public record Rows(long staged, long limit, long limitBehind) {
	}

	/**
	 * A time that completes a batch.
	 *
	 * @param seconds how long it has been; {@code null} without rows
	 * @param limit how many seconds complete it
	 */
	public record Wait(@Nullable Double seconds, double limit) {

		private static Wait since(@Nullable Instant start, Duration limit, Instant now) {
			Double seconds = (start != null) ? Math.max(0, Duration.between(start, now).toMillis() / 100) / 10.0 : null;
			return new Wait(seconds, limit.toMillis() / 1000.0);
		}

	}

}
