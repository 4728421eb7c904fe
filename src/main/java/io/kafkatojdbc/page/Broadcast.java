package io.kafkatojdbc.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.kafkatojdbc.page.Listener.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends snapshots to whoever listens: one a second for all of them, if anything has
 * changed. Nothing is done while nobody listens.
 */
@Component
class Broadcast implements SmartLifecycle {

	static final int MOST_LISTENERS = 50;

	private static final Logger log = LoggerFactory.getLogger(Broadcast.class);

	private static final Duration EVERY = Duration.ofSeconds(1);

	/** Looks without a message after which a sign of life is sent. */
	private static final int SILENT_LOOKS = 5;

	/** An event, as the page cannot tell a comment from silence. */
	private static final Message HEARTBEAT = new Message("heartbeat", "{}");

	private final Snapshots snapshots;

	private final JsonMapper json;

	private final Set<Listener> listeners = new LinkedHashSet<>();

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(threads("page-snapshots-"));

	private final ExecutorService senders = Executors.newCachedThreadPool(threads("page-sender-"));

	private @Nullable ScheduledFuture<?> ticks;

	private @Nullable Snapshot last;

	private @Nullable Message message;

	private int silentLooks;

	private volatile boolean running;

	Broadcast(Snapshots snapshots, JsonMapper json) {
		this.snapshots = snapshots;
		this.json = json;
	}

	/** A client that reads nothing must not keep the service from ending. */
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
	 * Sends the headers with the thread that has the request, by a comment that nobody
	 * hears. Filters write headers with that thread even after the stream has begun, and
	 * a response is not made for two threads.
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
		if (!this.running) {
			throw new UnavailableStreamException("The service is about to end.");
		}
		if (this.listeners.size() >= MOST_LISTENERS) {
			throw new UnavailableStreamException(
					"%d pages are open already, which is the most there may be.".formatted(MOST_LISTENERS));
		}
		this.listeners.add(listener);
		if (this.ticks == null) {
			this.last = null;
			this.ticks = this.timer.scheduleWithFixedDelay(this::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
		}
		else if (this.message != null) {
			listener.send(this.message);
		}
	}

	private synchronized void remove(Listener listener) {
		this.listeners.remove(listener);
		if (this.listeners.isEmpty() && this.ticks != null) {
			this.ticks.cancel(false);
			this.ticks = null;
			this.message = null;
		}
	}

	private void tick() {
		try {
			tell(this.snapshots.take());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException | Error ex) {
			// Nothing may end the timer while somebody listens.
			log.warn("The page can't be told what happens for now", ex);
		}
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
	public void start() {
		this.running = true;
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		this.timer.shutdownNow();
		toAll(Listener::end);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		// Stops before the web server, which would wait for streams that are open.
		return DEFAULT_PHASE;
	}

}
