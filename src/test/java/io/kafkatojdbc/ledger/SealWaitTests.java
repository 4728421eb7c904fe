package io.kafkatojdbc.ledger;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A seal waits longer and longer, and leaves the stagers time in between. */
class SealWaitTests {

	private long now = Long.MAX_VALUE - 1;

	private final SealWait wait = new SealWait(Duration.ofSeconds(10), () -> this.now);

	@Test
	void eachWaitIsTwiceAsLongUpToTheLimit() {
		assertThat(this.wait.next()).isEqualTo(Duration.ofSeconds(2));
		assertThat(failed()).isEqualTo(Duration.ofSeconds(4));
		assertThat(failed()).isEqualTo(Duration.ofSeconds(8));
		assertThat(failed()).isEqualTo(Duration.ofSeconds(10));
		assertThat(failed()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void theFirstWaitIsNotLongerThanTheLimit() {
		SealWait limited = new SealWait(Duration.ofSeconds(1), () -> this.now);
		assertThat(limited.next()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void afterTheLongestWaitStagersHaveAsMuchTime() {
		for (int i = 0; i < 3; i++) {
			failed();
			assertThat(this.wait.isDue()).isTrue();
		}
		failed();
		assertThat(this.wait.isDue()).isFalse();
		pass(Duration.ofSeconds(10).minusNanos(1));
		assertThat(this.wait.isDue()).isFalse();
		pass(Duration.ofNanos(1));
		assertThat(this.wait.isDue()).isTrue();
	}

	@Test
	void theTimeOfAllWaitsIsTold() {
		pass(Duration.ofSeconds(2));
		assertThat(this.wait.failed(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
		pass(Duration.ofSeconds(5));
		assertThat(this.wait.failed(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void afterASuccessTheWaitIsShortAgain() {
		failed();
		this.wait.succeeded();
		assertThat(this.wait.next()).isEqualTo(Duration.ofSeconds(2));
		pass(Duration.ofSeconds(2));
		assertThat(this.wait.failed(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
	}

	private Duration failed() {
		Duration waited = this.wait.next();
		pass(waited);
		this.wait.failed(waited);
		return this.wait.next();
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

}
