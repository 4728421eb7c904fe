package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the end of a partition counts as lower than before. */
class HighestEndsTests {

	private long now = 17;

	private final HighestEnds ends = new HighestEnds(() -> this.now);

	@Test
	void knowsTheEndOnlyAfterTenSecondsOfLooks() {
		assertThat(at(0, 900)).isEmpty();
		assertThat(at(9, 900)).isEmpty();
		assertThat(at(1, 900)).isEqualTo(Map.of(0, 900L));
	}

	@Test
	void aLowerEndForAMomentDoesNotCount() {
		at(0, 1_000);
		assertThat(at(8, 900)).isEmpty();
		assertThat(at(2, 900)).isEqualTo(Map.of(0, 1_000L));
		assertThat(at(8, 900)).isEqualTo(Map.of(0, 900L));
		assertThat(at(1, 1_000)).isEqualTo(Map.of(0, 1_000L));
	}

	@Test
	void beginsAnew() {
		at(0, 1_000);
		this.ends.clear();
		assertThat(at(10, 900)).isEmpty();
		assertThat(at(10, 900)).isEqualTo(Map.of(0, 900L));
	}

	private Map<Integer, Long> at(int secondsLater, long end) {
		this.now += Duration.ofSeconds(secondsLater).toNanos();
		return this.ends.add(Map.of(0, end));
	}

}
