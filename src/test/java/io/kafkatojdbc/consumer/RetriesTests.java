package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a consumer tries again to position or to stage. */
class RetriesTests {

	private final AtomicLong nanoTime = new AtomicLong();

	private final Retries retries = new Retries("lucas", this.nanoTime::get);

	/** The fourth pause takes two seconds, and the first a quarter of a second. */
	@Test
	void stagedRecordsOfOtherPartitionsDoNotHastenThePositioning() {
		for (int i = 0; i < 4; i++) {
			this.retries.positioningFailed(new IllegalStateException("cut"));
			this.retries.staged();
		}
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.retries.isDue()).isFalse();
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.retries.isDue()).isTrue();
	}

}
