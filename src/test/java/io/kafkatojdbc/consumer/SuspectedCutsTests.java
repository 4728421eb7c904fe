package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a partition counts as cut. */
class SuspectedCutsTests {

	private static final TopicPartition PARTITION = new TopicPartition("films", 0);

	private long now = 17;

	private final SuspectedCuts cuts = new SuspectedCuts(() -> this.now);

	@Test
	void aPartitionIsCutOnlyIfItIsStillSoTenSecondsLater() {
		assertThat(confirmed(0)).isFalse();
		assertThat(confirmed(9)).isFalse();
		assertThat(this.cuts.confirm(new TopicPartition("films", 1))).as("another partition").isFalse();
		assertThat(confirmed(1)).isTrue();
	}

	@Test
	void aLookThatFindsThePartitionWholeEndsTheSuspicion() {
		assertThat(confirmed(0)).isFalse();
		this.cuts.forget(Set.of(PARTITION));
		assertThat(confirmed(10)).isFalse();
		assertThat(confirmed(10)).isTrue();
	}

	private boolean confirmed(int secondsLater) {
		this.now += Duration.ofSeconds(secondsLater).toNanos();
		return this.cuts.confirm(PARTITION);
	}

}
