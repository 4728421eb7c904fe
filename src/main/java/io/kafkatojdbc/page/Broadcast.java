package io.kafkatojdbc.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.kafkatojdbc.page.Listener.Message;
import io.kafkatojdbc.watch.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends snapshots to all listeners, at most one a second and only if something has
 * changed. While nobody listens, no snapshot is taken.
 */
@Component
class Broadcast extends Watch {

	static final int MOST_LISTENERS = 50;

	private static final Logger log = LoggerFactory.getLogger(Broadcast.class);

	/**
	 * The broadcast stops before the web server, because the web server would wait for
	 * open streams.
	 */
	private static final int PHASE = DEFAULT_PHASE;

	/** The number of looks without a message after which a heartbeat is sent. */
	private static final int SILENT_LOOKS = 5;

	/**
	 * A heartbeat is an event and not a comment, because the page cannot see comments.
	 */
	private static final Message HEARTBEAT = new Message("heartbeat", "{}");

	private final Snapshots snapshots;

	private final JsonMapper json;

	private final Set<Listener> listeners = new LinkedHashSet<>();

	private final ExecutorService senders = Executors.newCachedThreadPool(threads("page-sender-"));

	private @Nullable Snapshot last;

	private @Nullable Message message;

	private int silentLooks;

	Broadcast(Snapshots snapshots, JsonMapper json) {
		super("page-snapshots-", Duration.ofSeconds(1), PHASE);
		this.snapshots = snapshots;
		this.json = json;
	}

	/**
	 * Creates daemon threads, because a client that reads nothing must not keep the
	 * service from ending.
	 */
	private static CustomizableThreadFactory threads(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

	/** Adds a listener, which gets a snapshot soon. */
	SseEmitter join() {
		SseEmitter emitter = new SseEmitter(0L);
		begin(emitter);
		Listener listener = new Listener(emitter, this.senders, this::remove);
		emitter.onCompletion(() -> remove(listener));
		add(listener);
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

	private synchronized void add(Listener listener) {
		if (!isRunning()) {
			throw new UnavailableStreamException("The service is about to end.");
		}
		if (this.listeners.size() >= MOST_LISTENERS) {
			throw new UnavailableStreamException(
					"%d pages are open already, which is the most there may be.".formatted(MOST_LISTENERS));
		}
		this.listeners.add(listener);
		if (this.message != null) {
			listener.send(this.message);
		}
		else {
			lookSoon();
		}
	}

	private synchronized void remove(Listener listener) {
		this.listeners.remove(listener);
		if (this.listeners.isEmpty()) {
			this.last = null;
			this.message = null;
		}
	}

	private synchronized boolean hasListeners() {
		return !this.listeners.isEmpty();
	}

	@Override
	protected void begin() {
		// Before the first listener there is nothing to send.
	}

	@Override
	protected void look() {
		if (!hasListeners()) {
			return;
		}
		try {
			tell(this.snapshots.take());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	protected void failed(Throwable ex) {
		log.warn("The page can't be told what happens for now", ex);
	}

	private synchronized void tell(Snapshot snapshot) {
		if (!snapshot.equals(this.last)) {
			Message changed = new Message("snapshot", this.json.writeValueAsString(snapshot));
			this.last = snapshot;
			this.message = changed;
			toAll((listener) -> listener.send(changed));
		}
		else if (++this.silentLooks >= SILENT_LOOKS) {
			toAll((listener) -> listener.sendIfIdle(HEARTBEAT));
		}
	}

	private void toAll(Consumer<Listener> action) {
		this.silentLooks = 0;
		List.copyOf(this.listeners).forEach(action);
	}

	@Override
	public void stop() {
		super.stop();
		endAll();
	}

	private synchronized void endAll() {
		toAll(Listener::end);
	}

}
