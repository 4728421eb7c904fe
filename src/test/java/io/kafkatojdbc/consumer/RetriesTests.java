package io.kafkatojdbc.consumer;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/** When a consumer tries again to position or to stage. */
class RetriesTests {

	private final Retries retries = new Retries("lucas");

	/** The fourth pause takes two seconds, and the first a quarter of a second. */
	@Test
	void stagedRecordsOfOtherPartitionsDoNotHastenThePositioning() {
		for (int i = 0; i < 4; i++) {
			this.retries.positioningFailed(new IllegalStateException("cut"));
			this.retries.staged();
		}
		await("a longer pause").during(Duration.ofMillis(400))
			.atMost(Duration.ofSeconds(1))
			.until(() -> !this.retries.isDue());
	}

}
