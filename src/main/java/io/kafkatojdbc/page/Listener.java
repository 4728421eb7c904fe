package io.kafkatojdbc.page;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. It gets the latest snapshot, not each of them, so one that is slow keeps
 * nobody waiting and nothing piles up for it.
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

	/** Has a message sent in place of one that was not sent yet. */
	void send(Message message) {
		this.next.set(message);
		sendNext();
	}

	/** Has a message sent if there is nothing else to send. */
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
			// The container closes a connection that it cannot write to.
			this.onGone.accept(this);
			return;
		}
		catch (IllegalStateException ex) {
			this.onGone.accept(this);
			// Nobody is to wait at a stream that nothing more comes from.
			this.emitter.completeWithError(ex);
			return;
		}
		this.sending.set(false);
		if (this.next.get() != null) {
			sendNext();
		}
	}

	/** Ends the stream, and does not wait for a write that is under way. */
	void end() {
		this.executor.execute(this.emitter::complete);
	}

	/**
	 * An event of the stream.
	 *
	 * @param name what it is
	 * @param json what it says
	 */
	record Message(String name, String json) {
	}

}
