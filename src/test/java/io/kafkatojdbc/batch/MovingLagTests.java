package io.kafkatojdbc.batch;

import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.batch.Backlog.Rest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is behind counts where somebody reads it. */
class MovingLagTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final MovingLag lag = new MovingLag();

	@Test
	void aPartitionCountsForFiveSecondsAfterItHasMoved() {
		assertThat(at(0, new Rest(0, 10, 7), new Rest(1, 20, 30))).isEqualTo(37);
		assertThat(at(4, new Rest(0, 10, 7), new Rest(1, 21, 29))).isEqualTo(36);
		assertThat(at(5, new Rest(0, 10, 7), new Rest(1, 21, 29))).isEqualTo(29);
		assertThat(at(9, new Rest(0, 10, 7), new Rest(1, 21, 29))).isZero();
		assertThat(at(10, new Rest(0, 11, 6), new Rest(1, 21, 29))).isEqualTo(6);
	}

	@Test
	void aPartitionThatHadNothingIsNotStuckOnceItHas() {
		assertThat(at(0, new Rest(0, 10, 0))).isZero();
		assertThat(at(60, new Rest(0, 10, 0))).isZero();
		assertThat(at(61, new Rest(0, 10, 5))).isEqualTo(5);
	}

	@Test
	void whatWasStuckStaysSoInTheNextBatchAndWhatHadToWaitIsNot() {
		at(0, new Rest(0, 10, 7));
		at(5, new Rest(0, 10, 7), new Rest(1, 20, 30));
		this.lag.begin(NOW.plusSeconds(60));
		assertThat(at(60, new Rest(0, 10, 7), new Rest(1, 20, 30))).isEqualTo(30);
	}

	private long at(int second, Rest... rests) {
		return this.lag.of(List.of(rests), NOW.plusSeconds(second));
	}

}
