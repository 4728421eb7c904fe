package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A look comes when something happened or falls due, without waiting for the next one
 * that comes anyway. The timer is not started here, so that none does.
 */
class LookTimerTests {

	private static final Duration EVERY = Duration.ofMillis(200);

	private final AtomicInteger looks = new AtomicInteger();

	private final LookTimer timer = new LookTimer("looks-", EVERY, this.looks::incrementAndGet);

	@AfterEach
	void end() {
		this.timer.stop();
	}

	@Test
	void whatHappenedIsLookedAt() {
		this.timer.wakeUp();
		awaitLooks(this.looks, 1);
		this.timer.wakeUp();
		awaitLooks(this.looks, 2);
	}

	@Test
	void whatFallsDueIsLookedAtThen() {
		long start = System.nanoTime();
		this.timer.lookIn(Duration.ofMillis(20));
		awaitLooks(this.looks, 1);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
	}

	@Test
	void whatNoLongerFallsDueIsNotLookedAt() {
		this.timer.lookIn(Duration.ofMillis(199));
		this.timer.lookIn(Duration.ofMillis(20));
		awaitLooks(this.looks, 1);
		await("time at which the first one would have come").pollDelay(Duration.ofMillis(250))
			.until(() -> this.looks.get() == 1);
	}

	@Test
	void whatHappensDuringALookIsLookedAtOnceMore() throws InterruptedException {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch happened = new CountDownLatch(1);
		AtomicInteger slowLooks = new AtomicInteger();
		LookTimer slow = new LookTimer("looks-", EVERY, () -> {
			slowLooks.incrementAndGet();
			looking.countDown();
			awaitUninterrupted(happened);
		});
		slow.wakeUp();
		awaitUninterrupted(looking);
		slow.wakeUp();
		slow.wakeUp();
		slow.wakeUp();
		happened.countDown();
		awaitLooks(slowLooks, 2);
		await("looks that nothing asked for").pollDelay(Duration.ofMillis(100)).until(() -> slowLooks.get() == 2);
		slow.stop();
	}

	private static void awaitLooks(AtomicInteger looks, int count) {
		await("%d looks".formatted(count)).until(() -> looks.get() >= count);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
