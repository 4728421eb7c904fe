package io.kafkatojdbc.watch;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;

/**
 * Looks at something from the start of the service to its end, one look at a time, on a
 * thread of its own.
 */
public abstract class Watch implements SmartLifecycle {

	private final int phase;

	private final LookTimer timer;

	private volatile boolean running;

	/**
	 * Creates a watch that is not started.
	 * @param thread how the name of its thread begins
	 * @param every the time between two looks
	 * @param phase when it starts and stops, as of {@link SmartLifecycle}
	 */
	protected Watch(String thread, Duration every, int phase) {
		this.phase = phase;
		this.timer = new LookTimer(thread, every, this::lookAtOnce);
	}

	/** Does what is to be done before the first look, on the thread that starts. */
	protected abstract void begin();

	/** Looks. Another look follows, whatever this one throws. */
	protected abstract void look();

	/**
	 * Handles the failure of a look.
	 * @param ex what the look has thrown
	 */
	protected abstract void failed(Throwable ex);

	/** Looks on the thread that calls. */
	protected final void lookAtOnce() {
		try {
			look();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/** Has a look follow soon, instead of at its usual time. */
	protected final void lookSoon() {
		this.timer.wakeUp();
	}

	/**
	 * Has a look follow when something falls due. To be called by a look.
	 * @param delay the time until then; nothing is done if a usual look comes sooner
	 */
	protected final void lookIn(Duration delay) {
		this.timer.lookIn(delay);
	}

	@Override
	public final void start() {
		this.running = true;
		begin();
		this.timer.start();
	}

	@Override
	public void stop() {
		this.running = false;
		this.timer.stop();
	}

	/**
	 * Waits for a look that is under way, after the watch was stopped.
	 * @param atMost how long to wait
	 * @return whether the look has ended
	 */
	protected final boolean awaitEnd(Duration atMost) {
		try {
			return this.timer.awaitEnd(atMost);
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
