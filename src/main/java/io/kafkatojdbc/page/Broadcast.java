package io.kafkatojdbc.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import io.kafkatojdbc.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends snapshots to all listeners, at most one a second and only if something has
 * changed. While nobody listens, no snapshot is taken.
 */
@Component
class Broadcast extends Watch {

	private static final Logger log = LoggerFactory.getLogger(Broadcast.class);

	/**
	 * The broadcast stops before the web server, because the web server would wait for
	 * open streams.
	 */
	private static final int PHASE = DEFAULT_PHASE;

	/** The least time between two snapshots; a look that comes sooner does nothing. */
	private static final Duration PAUSE = Duration.ofMillis(900);

	private final Snapshots snapshots;

	private final Listeners listeners;

	/** When the last snapshot was taken. Used by the thread that looks. */
	private long takenAt = System.nanoTime();

	Broadcast(Snapshots snapshots, JsonMapper json) {
		super("page-snapshots-", Duration.ofSeconds(1), PHASE);
		this.snapshots = snapshots;
		this.listeners = new Listeners(json, this::isRunning);
	}

	/** Adds a listener, which gets a snapshot soon. */
	SseEmitter join() {
		SseEmitter emitter = new SseEmitter(0L);
		begin(emitter);
		if (!this.listeners.add(emitter)) {
			lookSoon();
		}
		return emitter;
	}

	/**
	 * Sends the headers on the request's thread, with an empty comment that the page does
	 * not see. Filters write headers on the request's thread even after the stream has
	 * begun, and two threads must not use the same response.
	 */
	private static void begin(SseEmitter emitter) {
		try {
			emitter.send(SseEmitter.event().comment(""));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	protected void begin() {
		// Before the first listener there is nothing to send.
	}

	@Override
	protected void look() {
		boolean pausing = System.nanoTime() - this.takenAt < PAUSE.toNanos();
		if (this.listeners.isEmpty() || (pausing && !this.listeners.areWaiting())) {
			return;
		}
		this.takenAt = System.nanoTime();
		try {
			this.listeners.send(this.snapshots.take());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	protected void failed(Throwable ex) {
		if (isRunning()) {
			log.warn("The page can't be told what happens for now", ex);
		}
	}

	@Override
	public void stop() {
		super.stop();
		this.listeners.end();
	}

}
