package io.kafkatojdbc.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.kafkatojdbc.page.Listener.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A page that reads slowly gets the latest, keeps nobody waiting, and piles nothing up.
 */
class ListenerTests {

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final CountDownLatch reading = new CountDownLatch(1);

	private final CountDownLatch began = new CountDownLatch(1);

	private final List<String> written = new ArrayList<>();

	private final AtomicReference<Listener> gone = new AtomicReference<>();

	@AfterEach
	void close() {
		this.executor.shutdownNow();
	}

	@Test
	void getsTheLatestOfWhatHappenedWhileItWasSlow() throws InterruptedException {
		Listener listener = new Listener(new SlowEmitter(), this.executor, this.gone::set);
		listener.send(snapshot(1));
		this.began.await();
		listener.send(snapshot(2));
		listener.send(snapshot(3));
		listener.sendIfIdle(new Message("heartbeat", "{}"));
		this.reading.countDown();
		await("the latest").untilAsserted(() -> assertThat(texts()).hasSize(2));
		assertThat(texts().get(0)).contains("event:snapshot", "data:1");
		assertThat(texts().get(1)).contains("event:snapshot", "data:3");
	}

	@Test
	void isForgottenOnceNothingCanBeWritten() {
		SseEmitter ended = new SseEmitter();
		ended.complete();
		Listener listener = new Listener(ended, this.executor, this.gone::set);
		listener.send(snapshot(1));
		await("it is gone").untilAtomic(this.gone, (value) -> assertThat(value).isSameAs(listener));
	}

	@Test
	void isNotLeftWaitingAfterAMessageThatCouldNotBeMade() {
		AtomicReference<Throwable> end = new AtomicReference<>();
		SseEmitter failing = new SseEmitter() {

			@Override
			public void send(SseEventBuilder builder) {
				throw new IllegalStateException("no headers");
			}

			@Override
			public void completeWithError(Throwable ex) {
				end.set(ex);
			}

		};
		new Listener(failing, this.executor, this.gone::set).send(snapshot(1));
		await("its end").untilAtomic(end, (ex) -> assertThat(ex).hasMessage("no headers"));
	}

	private static Message snapshot(int number) {
		return new Message("snapshot", String.valueOf(number));
	}

	private List<String> texts() {
		synchronized (this.written) {
			return List.copyOf(this.written);
		}
	}

	/** Writes nothing until somebody reads. */
	private final class SlowEmitter extends SseEmitter {

		@Override
		public void send(SseEventBuilder builder) {
			ListenerTests.this.began.countDown();
			try {
				ListenerTests.this.reading.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			synchronized (ListenerTests.this.written) {
				ListenerTests.this.written.add(builder.build()
					.stream()
					.map(DataWithMediaType::getData)
					.map(String::valueOf)
					.collect(Collectors.joining()));
			}
		}

	}

}
