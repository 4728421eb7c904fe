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
 * Has something looked at regularly, soon after something happened, and when something
 * falls due: one look at a time, and not all the time.
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

	/** Has a look follow soon, because something happened. */
	void wakeUp() {
		if (this.wokenUp.compareAndSet(false, true)) {
			var unused = this.executor.schedule(this::look, this.notBefore - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	/** Has a look follow when something falls due. To be called by a look. */
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

	/** Begins no look any more. */
	void stop() {
		this.executor.shutdown();
	}

	/** Waits for a look that is under way, and returns whether it has ended. */
	boolean awaitEnd(Duration atMost) throws InterruptedException {
		return this.executor.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
	}

}
