package io.kafkatojdbc.page;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. The page gets the latest snapshot, not every snapshot. A slow page
 * therefore delays no other page, and no messages pile up for it.
 */
class Listener {

	private final SseEmitter emitter;

	private final Executor executor;

	private final Consumer<Listener> onGone;

	private final AtomicReference<@Nullable Message> next = new AtomicReference<>();

	private final AtomicBoolean sending = new AtomicBoolean();

	Listener(SseEmitter emitter, Executor executor, Consumer<Listener> onGone) {
		this.emitter = emitter;
		this.executor = executor;
		this.onGone = onGone;
	}

	/** Sends a message. It replaces a message that was not sent yet. */
	void send(Message message) {
		this.next.set(message);
		sendNext();
	}

	/** Sends a message if no other message is waiting. */
	void sendIfIdle(Message message) {
		if (this.next.compareAndSet(null, message)) {
			sendNext();
		}
	}

	private void sendNext() {
		if (this.sending.compareAndSet(false, true)) {
			this.executor.execute(this::write);
		}
	}

	private void write() {
		try {
			Message message = this.next.getAndSet(null);
			if (message != null) {
				this.emitter.send(SseEmitter.event().name(message.name()).data(message.json()));
			}
		}
		catch (IOException ex) {
			// The stream needs no end, because the container closes a connection that it
			// cannot write to.
			this.onGone.accept(this);
			return;
		}
		catch (IllegalStateException ex) {
			this.onGone.accept(this);
			// A page must not wait for a stream that sends nothing more.
			this.emitter.completeWithError(ex);
			return;
		}
		this.sending.set(false);
		if (this.next.get() != null) {
			sendNext();
		}
	}

	/** Ends the stream without waiting for a write that is under way. */
	void end() {
		this.executor.execute(this.emitter::complete);
	}

	/**
	 * An event of the stream.
	 *
	 * @param name the kind of event
	 * @param json the content of the event
	 */
	record Message(String name, String json) {
	}

}
