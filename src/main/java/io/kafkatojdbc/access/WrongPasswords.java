package io.kafkatojdbc.access;

import java.time.Duration;

/**
 * The wrong passwords of one kind of caller. Each counts until enough time has passed: a
 * bucket that leaks slowly. Passwords are refused unchecked while the bucket is full.
 * <p>
 * A refused password does not count, so callers who go on trying do not make the time
 * longer.
 */
final class WrongPasswords {

	private final long leakNanos;

	/** What the bucket may hold at most if another wrong password is to fit in. */
	private final long roomNanos;

	/** What the bucket holds, as the time in which it leaks empty. */
	private long fullNanos;

	private long leakedAt;

	/**
	 * Creates an empty bucket.
	 * @param most the number of wrong passwords that fills the bucket
	 * @param leak the time after which one wrong password less counts
	 * @param now the current time in nanoseconds
	 */
	WrongPasswords(int most, Duration leak, long now) {
		this.leakNanos = leak.toNanos();
		this.roomNanos = (most - 1) * this.leakNanos;
		this.leakedAt = now;
	}

	/** Counts a wrong password. */
	synchronized void add(long now) {
		leak(now);
		this.fullNanos += this.leakNanos;
	}

	/**
	 * Returns how long to wait before another password is checked.
	 * @param now the current time in nanoseconds
	 * @return the time, or zero if a password can be checked now
	 */
	synchronized Duration remaining(long now) {
		leak(now);
		return Duration.ofNanos(Math.max(0, this.fullNanos - this.roomNanos));
	}

	private void leak(long now) {
		this.fullNanos = Math.max(0, this.fullNanos - (now - this.leakedAt));
		this.leakedAt = now;
	}

}
