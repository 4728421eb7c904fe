package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts looks, so that another thread can wait for a look that begins after its
 * question. Any thread may use this class.
 */
class LookCount {

	private long begun;

	private long ended;

	synchronized void begin() {
		this.begun++;
	}

	synchronized void end() {
		this.ended = this.begun;
		notifyAll();
	}

	/** Returns the number of the look that begins next. */
	synchronized long next() {
		return this.begun + 1;
	}

	/**
	 * Waits for the end of a look.
	 * @param look the number of the look
	 * @param atMost how long to wait
	 * @return whether the look has ended
	 */
	synchronized boolean await(long look, Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		try {
			while (this.ended < look && deadline - System.nanoTime() > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.ended >= look;
	}

}
