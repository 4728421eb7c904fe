package io.kafkatojdbc.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.kafkatojdbc.page.Listener.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages, and what was last sent to them. A snapshot that equals the last one is
 * not sent again. Any thread may use this class.
 */
class Listeners {

	static final int MOST = 50;

	/** The number of looks without a message after which a heartbeat is sent. */
	private static final int SILENT_LOOKS = 5;

	/**
	 * A heartbeat is an event and not a comment, because the page cannot see comments.
	 */
	private static final Message HEARTBEAT = new Message("heartbeat", "{}");

	private final JsonMapper json;

	private final BooleanSupplier open;

	private final Set<Listener> listeners = new LinkedHashSet<>();

	private final ExecutorService senders = Executors.newCachedThreadPool(threads("page-sender-"));

	private @Nullable Snapshot last;

	private @Nullable Message message;

	private int silentLooks;

	/**
	 * Creates an empty set of listeners.
	 * @param open whether listeners are still accepted
	 */
	Listeners(JsonMapper json, BooleanSupplier open) {
		this.json = json;
		this.open = open;
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

	/**
	 * Adds a listener, and sends it the last snapshot.
	 * @return whether there was a snapshot to send
	 */
	boolean add(SseEmitter emitter) {
		Listener listener = new Listener(emitter, this.senders, this::remove);
		emitter.onCompletion(() -> remove(listener));
		return add(listener);
	}

	private synchronized boolean add(Listener listener) {
		if (!this.open.getAsBoolean()) {
			throw new UnavailableStreamException("The service is about to end.");
		}
		if (this.listeners.size() >= MOST) {
			throw new UnavailableStreamException(
					"%d pages are open already, which is the most there may be.".formatted(MOST));
		}
		this.listeners.add(listener);
		if (this.message == null) {
			return false;
		}
		listener.send(this.message);
		return true;
	}

	private synchronized void remove(Listener listener) {
		this.listeners.remove(listener);
		if (this.listeners.isEmpty()) {
			this.last = null;
			this.message = null;
		}
	}

	/** Returns whether there are listeners, and none of them has got a snapshot yet. */
	synchronized boolean areWaiting() {
		return !this.listeners.isEmpty() && this.message == null;
	}

	synchronized boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	/** Sends a snapshot if it has changed, or a heartbeat after some silent looks. */
	synchronized void send(Snapshot snapshot) {
		if (this.listeners.isEmpty()) {
			// The last listener left while the snapshot was taken.
			return;
		}
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

	/** Ends all streams. */
	synchronized void end() {
		toAll(Listener::end);
	}

	private void toAll(Consumer<Listener> action) {
		this.silentLooks = 0;
		List.copyOf(this.listeners).forEach(action);
	}

}
