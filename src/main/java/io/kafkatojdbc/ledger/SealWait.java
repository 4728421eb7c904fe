package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides how long a seal waits for its lock. While a seal waits, nobody else can begin
 * to stage. So the first wait is short. Each further wait is twice as long, up to a
 * limit, so that transactions that take long do not keep the lock from the seal for ever.
 * After a wait of the longest kind, the seal leaves the same time to those who stage.
 */
final class SealWait {

	private static final Duration SHORTEST = Duration.ofSeconds(2);

	private final Duration longest;

	private final LongSupplier nanoTime;

	private Duration next;

	private long notBefore;

	private @Nullable Long waitingSince;

	SealWait(Duration longest, LongSupplier nanoTime) {
		this.longest = longest;
		this.nanoTime = nanoTime;
		this.next = shortest();
		this.notBefore = nanoTime.getAsLong();
	}

	/** Returns whether the seal may wait for its lock now. */
	synchronized boolean isDue() {
		return this.nanoTime.getAsLong() - this.notBefore >= 0;
	}

	/** Returns how long the seal may wait for its lock. */
	synchronized Duration next() {
		return this.next;
	}

	/** Notes that the seal got its lock. */
	synchronized void succeeded() {
		this.next = shortest();
		this.waitingSince = null;
	}

	/**
	 * Notes that the seal has waited in vain.
	 * @return for how long the seal has been waiting, all attempts together
	 */
	synchronized Duration failed(Duration waited) {
		long now = this.nanoTime.getAsLong();
		if (this.waitingSince == null) {
			this.waitingSince = now - waited.toNanos();
		}
		if (waited.compareTo(this.longest) >= 0) {
			this.notBefore = now + this.longest.toNanos();
		}
		Duration doubled = waited.multipliedBy(2);
		this.next = (doubled.compareTo(this.longest) < 0) ? doubled : this.longest;
		return Duration.ofNanos(now - this.waitingSince);
	}

	private Duration shortest() {
		return (SHORTEST.compareTo(this.longest) < 0) ? SHORTEST : this.longest;
	}

}
