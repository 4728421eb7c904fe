package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a failed action is tried again. Each delay is twice as long as the delay
 * before, up to a limit.
 * <p>
 * Only one thread at a time may use this class, except that every thread may call
 * {@link #isDue()}.
 */
public final class BackOff {

	private final Duration shortest;

	private final Duration longest;

	private final LongSupplier nanoTime;

	private int failures;

	private volatile long notBefore;

	/**
	 * Creates a back-off whose next attempt is due now.
	 * @param shortest the delay after the first failure
	 * @param longest the longest delay
	 */
	public BackOff(Duration shortest, Duration longest) {
		this(shortest, longest, System::nanoTime);
	}

	/**
	 * Creates a back-off whose next attempt is due now.
	 * @param shortest the delay after the first failure
	 * @param longest the longest delay
	 * @param nanoTime tells the time as {@link System#nanoTime()} does
	 */
	public BackOff(Duration shortest, Duration longest, LongSupplier nanoTime) {
		this.shortest = shortest;
		this.longest = longest;
		this.nanoTime = nanoTime;
		this.notBefore = nanoTime.getAsLong();
	}

	/**
	 * Returns the delay after a number of failures. This method is for callers that count
	 * the failures themselves.
	 * @param shortest the delay after the first failure
	 * @param longest the longest delay
	 * @param failures the number of failures before the last failure
	 * @return the delay after the last failure
	 */
	public static Duration delay(Duration shortest, Duration longest, int failures) {
		// With so many failures, the milliseconds would not fit into a long.
		boolean limited = failures >= Long.numberOfLeadingZeros(shortest.toMillis()) - 1;
		Duration delay = limited ? longest : Duration.ofMillis(shortest.toMillis() << failures);
		return (delay.compareTo(longest) < 0) ? delay : longest;
	}

	/** Counts a failure. The next attempt is due after the next delay. */
	public void failed() {
		Duration delay = delay(this.shortest, this.longest, this.failures++);
		this.notBefore = this.nanoTime.getAsLong() + delay.toNanos();
	}

	/** Makes the next delay the shortest one. A delay that has begun goes on. */
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
