package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Has the coordinator look at the ledger: several times a second, soon after something
 * happened, and when something falls due; one look at a time, and not all the time.
 */
class LookTimer {

	private static final long EVERY_MILLIS = 200;

	/** Times as long as a look took until the next one, however much happens. */
	private static final int REST = 4;

	private final Runnable look;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
			new CustomizableThreadFactory("coordinator-"), new ThreadPoolExecutor.DiscardPolicy());

	private final AtomicBoolean wokenUp = new AtomicBoolean();

	private volatile long notBefore = System.nanoTime();

	private @Nullable ScheduledFuture<?> due;

	LookTimer(Runnable look) {
		this.look = look;
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	void start() {
		var unused = this.executor.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	/** Has something looked at that has happened. */
	void wakeUp() {
		if (this.wokenUp.compareAndSet(false, true)) {
			var unused = this.executor.schedule(this::look, this.notBefore - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	/** Has something looked at when it falls due. To be called by a look. */
	void lookIn(Duration delay) {
		if (this.due != null) {
			this.due.cancel(false);
		}
		this.due = (delay.toMillis() < EVERY_MILLIS)
				? this.executor.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS) : null;
	}

	private void look() {
		this.wokenUp.set(false);
		long start = System.nanoTime();
		this.look.run();
		long end = System.nanoTime();
		this.notBefore = end + REST * (end - start);
	}

	/** Ends it, and waits for a look that is under way. */
	void end(long deadline) throws InterruptedException {
		this.executor.shutdown();
		var unused = this.executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

}
