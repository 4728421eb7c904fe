package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks at something from the start of the service to its end, one look at a time, on a
 * thread of its own.
 */
public abstract class Watch implements SmartLifecycle {

	private final Duration every;

	private final int phase;

	private final ScheduledExecutorService timer;

	private @Nullable ScheduledFuture<?> looks;

	private volatile boolean running;

	/**
	 * Creates a watch that is not started.
	 * @param thread how the name of its thread begins
	 * @param every the time between two looks
	 * @param phase when it starts and stops, as of {@link SmartLifecycle}
	 */
	protected Watch(String thread, Duration every, int phase) {
		this.every = every;
		this.phase = phase;
		this.timer = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory(thread));
	}

	/** Does what is to be done before the first look, on the thread that starts. */
	protected abstract void begin();

	/** Looks. Another look follows, whatever this one throws. */
	protected abstract void look();

	/**
	 * Tells that a look has failed.
	 * @param ex what it has thrown
	 */
	protected abstract void failed(Throwable ex);

	private void tick() {
		try {
			look();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	@Override
	public final void start() {
		this.running = true;
		begin();
		this.looks = this.timer.scheduleWithFixedDelay(this::tick, this.every.toMillis(), this.every.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.looks != null) {
			this.looks.cancel(false);
		}
		this.timer.shutdown();
	}

	/**
	 * Waits for a look that is under way, after it was stopped.
	 * @param atMost how long to wait
	 * @return whether it has ended
	 */
	protected final boolean awaitEnd(Duration atMost) {
		try {
			return this.timer.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	@Override
	public final boolean isRunning() {
		return this.running;
	}

	@Override
	public final boolean isPauseable() {
		return false;
	}

	@Override
	public final int getPhase() {
		return this.phase;
	}

}
