package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when something that failed is tried again: each delay is twice as long as the one
 * before, up to a limit.
 * <p>
 * To be used by one thread at a time, but for {@link #isDue()}.
 */
public final class BackOff {

	private final Duration shortest;

	private final Duration longest;

	private final LongSupplier nanoTime;

	private int failures;

	private volatile long notBefore;

	/**
	 * Creates a back-off that is due.
	 * @param shortest the delay after the first failure
	 * @param longest the longest delay
	 */
	public BackOff(Duration shortest, Duration longest) {
		this(shortest, longest, System::nanoTime);
	}

	BackOff(Duration shortest, Duration longest, LongSupplier nanoTime) {
		this.shortest = shortest;
		this.longest = longest;
		this.nanoTime = nanoTime;
		this.notBefore = nanoTime.getAsLong();
	}

	/**
	 * Returns the delay after a number of failures, for whoever keeps that number.
	 * @param shortest the delay after the first failure
	 * @param longest the longest delay
	 * @param failures how many failures there were before the last one
	 * @return the delay after the last one
	 */
	public static Duration delay(Duration shortest, Duration longest, int failures) {
		// From there on a long could not count the milliseconds.
		boolean limited = failures >= Long.numberOfLeadingZeros(shortest.toMillis()) - 1;
		Duration delay = limited ? longest : Duration.ofMillis(shortest.toMillis() << failures);
		return (delay.compareTo(longest) < 0) ? delay : longest;
	}

	/** Notes a failure: the next attempt is due after the next delay. */
	public void failed() {
		Duration delay = delay(this.shortest, this.longest, this.failures++);
		this.notBefore = this.nanoTime.getAsLong() + delay.toNanos();
	}

	/** Begins again with the shortest delay. A delay that has begun goes on. */
	public void reset() {
		this.failures = 0;
	}

	/** Ends a delay that has begun. */
	public void endDelay() {
		this.notBefore = this.nanoTime.getAsLong();
	}

	/**
	 * Returns whether the next attempt may be made.
	 * @return whether the last delay is over
	 */
	public boolean isDue() {
		return this.nanoTime.getAsLong() - this.notBefore >= 0;
	}

}
