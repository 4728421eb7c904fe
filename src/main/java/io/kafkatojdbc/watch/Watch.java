package io.kafkatojdbc.watch;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;

/**
 * Looks at something again and again, from the start of the service to its end. Only one
 * look runs at a time, on a thread of its own.
 */
public abstract class Watch implements SmartLifecycle {

	private final int phase;

	private final LookTimer timer;

	private volatile boolean running;

	/**
	 * Creates a watch that is not started.
	 * @param thread the beginning of the name of the watch's thread
	 * @param every the time between two looks
	 * @param phase the phase in which the watch starts and stops, as in
	 * {@link SmartLifecycle}
	 */
	protected Watch(String thread, Duration every, int phase) {
		this.phase = phase;
		this.timer = new LookTimer(thread, every, this::lookAtOnce);
	}

	/** Prepares the first look, on the thread that starts the watch. */
	protected abstract void begin();

	/** Does one look. Another look follows, even if this look throws an exception. */
	protected abstract void look();

	/**
	 * Handles the failure of a look.
	 * @param ex what the look has thrown
	 */
	protected abstract void failed(Throwable ex);

	/** Does one look at once, on the calling thread. */
	protected final void lookAtOnce() {
		try {
			look();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/** Starts a look soon, without waiting for the regular look. */
	protected final void lookSoon() {
		this.timer.wakeUp();
	}

	/**
	 * Starts a look when something falls due. Only a look may call this method.
	 * @param delay the time until then; the call has no effect if a regular look comes
	 * sooner
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
	 * Waits for a running look, after the watch was stopped.
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
