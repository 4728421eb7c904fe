package io.kafkatojdbc.access;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Two passwords are checked at a time, some wait, and the others are refused. */
class FewChecksTests {

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final CountDownLatch end = new CountDownLatch(1);

	private final FewChecks encoder = new FewChecks(new Slow());

	@Test
	void twoAtATime() {
		ExecutorService callers = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<Boolean>> calls = IntStream.range(0, FewChecks.AT_ONCE + FewChecks.WAITING)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.encoder.matches("x", "x"), callers))
				.toList();
			await("calls that wait").atMost(Duration.ofSeconds(10))
				.until(() -> this.encoder.waiting() == FewChecks.WAITING);
			assertThatExceptionOfType(TriedTooOftenException.class).isThrownBy(() -> this.encoder.matches("x", "x"));
			this.end.countDown();
			calls.forEach((call) -> assertThat(call.join()).isTrue());
			assertThat(this.most).hasValue(FewChecks.AT_ONCE);
			assertThat(this.encoder.matches("x", "x")).isTrue();
		}
		finally {
			this.end.countDown();
			callers.shutdownNow();
		}
	}

	/** Goes on once the test lets it. */
	private final class Slow implements PasswordEncoder {

		@Override
		public String encode(@Nullable CharSequence password) {
			return String.valueOf(password);
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			int now = FewChecksTests.this.running.incrementAndGet();
			FewChecksTests.this.most.accumulateAndGet(now, Math::max);
			try {
				FewChecksTests.this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			FewChecksTests.this.running.decrementAndGet();
			return true;
		}

	}

}
