package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs a look regularly, soon after something happened, and when something falls due.
 * Only one look runs at a time. After a look there is a pause, so that looks do not run
 * all the time.
 */
class LookTimer {

	/** The pause after a look, as a multiple of the time that the look took. */
	private static final int REST = 4;

	private final Duration every;

	private final Runnable look;

	private final ScheduledThreadPoolExecutor executor;

	private final AtomicBoolean wokenUp = new AtomicBoolean();

	private volatile long notBefore = System.nanoTime();

	private @Nullable ScheduledFuture<?> due;

	LookTimer(String thread, Duration every, Runnable look) {
		this.every = every;
		this.look = look;
		this.executor = new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory(thread),
				new ThreadPoolExecutor.DiscardPolicy());
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	void start() {
		var unused = this.executor.scheduleWithFixedDelay(this::look, this.every.toNanos(), this.every.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	/** Starts a look soon, because something happened. */
	void wakeUp() {
		if (this.wokenUp.compareAndSet(false, true)) {
			var unused = this.executor.schedule(this::look, this.notBefore - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Starts a look when something falls due, if no regular look comes sooner. Only a
	 * look may call this method.
	 */
	void lookIn(Duration delay) {
		if (this.due != null) {
			this.due.cancel(false);
		}
		this.due = (delay.compareTo(this.every) < 0)
				? this.executor.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS) : null;
	}

	private void look() {
		this.wokenUp.set(false);
		long start = System.nanoTime();
		this.look.run();
		long end = System.nanoTime();
		this.notBefore = end + REST * (end - start);
	}

	/** Starts no more looks. */
	void stop() {
		this.executor.shutdown();
	}

	/** Waits for a running look, and returns whether the look has ended. */
	boolean awaitEnd(Duration atMost) throws InterruptedException {
		return this.executor.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
	}

}
