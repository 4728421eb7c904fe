package io.kafkatojdbc.consumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a consumer tries again to position or to stage. */
class RetriesTests {

	private final Retries retries = new Retries("lucas");

	@Test
	void stagedRecordsOfOtherPartitionsDoNotHastenThePositioning() {
		this.retries.positioningFailed(new IllegalStateException("cut"));
		this.retries.staged();
		assertThat(this.retries.isDue()).isFalse();
		this.retries.positioned();
		assertThat(this.retries.isDue()).isTrue();
	}

	@Test
	void positionedPartitionsDoNotHastenTheStaging() {
		this.retries.stagingFailed(new IllegalStateException("full"));
		this.retries.positioned();
		assertThat(this.retries.isDue()).isFalse();
		this.retries.staged();
		assertThat(this.retries.isDue()).isTrue();
	}

}
