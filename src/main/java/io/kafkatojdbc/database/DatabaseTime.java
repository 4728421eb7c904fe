package io.kafkatojdbc.database;

import java.time.Duration;
import java.time.Instant;

/**
 * Measures time by the database's clock, which an administrator or a failover may set
 * back.
 */
public final class DatabaseTime {

	/** Clocks that are adjusted in the usual way go back by less. */
	private static final Duration ADJUSTMENT = Duration.ofSeconds(1);

	private DatabaseTime() {
	}

	/**
	 * Returns whether a time has passed. If it began in the future, the clock was set
	 * back, and nobody knows how much of the time has passed. The time then counts as
	 * passed, because it would otherwise last as long as the clock was set back.
	 * @param since when the time began, by the database's clock
	 * @param duration how long the time lasts
	 * @param now the time by the database's clock
	 * @return whether it is over
	 */
	public static boolean isOver(Instant since, Duration duration, Instant now) {
		return !now.isBefore(since.plus(duration)) || wasSetBack(since, now);
	}

	/**
	 * Returns whether the clock was set back after a time was written.
	 * @param written the time, which was not in the future when it was written
	 * @param now the time by the database's clock
	 * @return whether the time is in the future now
	 */
	public static boolean wasSetBack(Instant written, Instant now) {
		return written.isAfter(now.plus(ADJUSTMENT));
	}

}
