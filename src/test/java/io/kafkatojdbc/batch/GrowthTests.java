package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.kafkatojdbc.batch.Backlog.Rest;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch grows while there is a backlog, and no longer. */
class GrowthTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private long lag;

	private long unread;

	private int looks;

	private Instant lastStaged = NOW;

	@Test
	void consumersThatKeepUpLetNothingGrow() {
		this.lag = 100;
		assertThat(growth(1_000_000).goesOn(batch(1, 100), NOW)).isFalse();
	}

	@Test
	void aBacklogLetsItGrow() {
		this.lag = 101;
		assertThat(growth(1_000_000).goesOn(batch(1, 100), NOW)).isTrue();
	}

	@Test
	void aClockThatWasSetBackDoesNotHoldItOpen() {
		Growth growth = growth(1_000_000);
		this.lag = 10_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		assertThat(growth.goesOn(batch(1, 100), NOW.minus(Duration.ofHours(1)))).isFalse();
	}

	@Test
	void theBacklogIsLookedAtAgainOnceItIsStaged() {
		Growth growth = growth(1_000_000);
		this.lag = 10_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		this.lag = 0;
		assertThat(growth.goesOn(batch(1, 10_099), NOW)).isTrue();
		assertThat(this.looks).isOne();
		assertThat(growth.goesOn(batch(1, 10_100), NOW)).isFalse();
		assertThat(this.looks).isEqualTo(2);
	}

	@Test
	void aBacklogThatIsRejectedIsNotWaitedFor() {
		Growth growth = growth(1_000_000);
		this.lag = 10_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		this.lag = 0;
		await("another look at the backlog").until(() -> !growth.goesOn(batch(1, 150), NOW));
	}

	@Test
	void whatKeepsComingIsNotWaitedForAgainAndAgain() {
		Growth growth = growth(1_000_000);
		this.lag = 2_000;
		assertThat(growth.goesOn(batch(1, 99_000), NOW)).isTrue();
		await("another look at the backlog").until(() -> growth.goesOn(batch(1, 99_100), NOW) && this.looks > 1);
		assertThat(growth.goesOn(batch(1, 101_000), NOW)).isFalse();
	}

	@Test
	void aPartitionThatNobodyReadsIsNotWaitedForWhileOthersAreRead() {
		Growth growth = growth(1_000_000);
		this.unread = 10_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		this.lastStaged = NOW.plusMillis(4_999);
		assertThat(growth.goesOn(batch(1, 10_100), NOW.plusMillis(4_999))).isTrue();
		this.lastStaged = NOW.plusSeconds(5);
		assertThat(growth.goesOn(batch(1, 20_100), NOW.plusSeconds(5))).isFalse();
		assertThat(growth.goesOn(batch(2, 100), NOW.plusSeconds(5))).isFalse();
		this.lag = 101;
		assertThat(growth.goesOn(batch(3, 100), NOW.plusSeconds(5))).isTrue();
	}

	@Test
	void theNextBatchIsLookedAtForItself() {
		Growth growth = growth(1_000_000);
		this.lag = 10_000;
		growth.goesOn(batch(1, 100), NOW);
		this.lag = 50;
		assertThat(growth.goesOn(batch(2, 100), NOW)).isFalse();
	}

	@Test
	void aRestThatIsSmallBesideTheBatchIsLeftForTheNext() {
		this.lag = 2_000;
		assertThat(growth(1_000_000).goesOn(batch(1, 99_000), NOW)).isTrue();
		assertThat(growth(1_000_000).goesOn(batch(1, 100_000), NOW)).isFalse();
	}

	@Test
	void aSmallRestOfABacklogIsStagedWithIt() {
		Growth growth = growth(1_000_000);
		this.lag = 100_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		this.lag = 1_000;
		assertThat(growth.goesOn(batch(1, 100_100), NOW)).isTrue();
		this.lag = 10;
		assertThat(growth.goesOn(batch(1, 101_100), NOW)).isTrue();
		this.lag = 1;
		assertThat(growth.goesOn(batch(1, 101_110), NOW)).isTrue();
		this.lag = 0;
		assertThat(growth.goesOn(batch(1, 101_111), NOW)).isFalse();
	}

	@Test
	void aLoadThatGoesUpAndDownIsNotTheEndOfABurst() {
		Growth growth = growth(1_000_000);
		this.lag = 2_500;
		assertThat(growth.goesOn(batch(1, 100_000), NOW)).isTrue();
		this.lag = 1_200;
		assertThat(growth.goesOn(batch(1, 102_500), NOW)).isTrue();
		this.lag = 2_000;
		assertThat(growth.goesOn(batch(1, 103_700), NOW)).isFalse();
	}

	@Test
	void aSmallRestThatStaysAsItIsIsNotWaitedFor() {
		Growth growth = growth(1_000_000);
		this.lag = 100_000;
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		this.lag = 1_000;
		assertThat(growth.goesOn(batch(1, 100_100), NOW)).isTrue();
		this.lag = 500;
		assertThat(growth.goesOn(batch(1, 101_100), NOW)).isFalse();
		this.lag = 200;
		assertThat(growth.goesOn(batch(2, 101_100), NOW)).isFalse();
	}

	@Test
	void noBatchGrowsBeyondItsLimit() {
		this.lag = 1_000_000;
		assertThat(growth(1_000).goesOn(batch(1, 999), NOW)).isTrue();
		assertThat(growth(1_000).goesOn(batch(1, 1_000), NOW)).isFalse();
		assertThat(growth(100).goesOn(batch(1, 100), NOW)).isFalse();
	}

	@Test
	void aBacklogThatNobodyReadsIsNotWaitedFor() {
		this.lag = 1_000_000;
		Growth growth = growth(1_000_000);
		assertThat(growth.goesOn(batch(1, 100), NOW)).isTrue();
		assertThat(growth.goesOn(batch(1, 100), NOW.plusMillis(999))).isTrue();
		assertThat(growth.goesOn(batch(1, 100), NOW.plusMillis(1_000))).isFalse();
	}

	@Test
	void rowsFromBeforeAPauseDoNotTellThatNobodyReads() {
		this.lag = 1_000_000;
		this.lastStaged = NOW.minusSeconds(20);
		assertThat(growth(1_000_000).goesOn(batch(1, 100), NOW)).isTrue();
	}

	@Test
	void aBrokerThatDoesNotAnswerHoldsNothingUp() {
		Growth growth = new Growth(limits(1_000_000), () -> {
			throw new TimeoutException("no broker answers");
		});
		assertThat(growth.goesOn(batch(1, 100), NOW)).isFalse();
	}

	private Growth growth(long maxRowsBehind) {
		return new Growth(limits(maxRowsBehind), () -> {
			this.looks++;
			return List.of(new Rest(0, this.looks, this.lag), new Rest(1, 0, this.unread));
		});
	}

	private static Supplier<BatchSettings> limits(long maxRowsBehind) {
		return () -> new BatchSettings(100, maxRowsBehind, Duration.ofMinutes(1), Duration.ofSeconds(10));
	}

	private Batch batch(long number, long rows) {
		return new Batch(number, 0, BatchState.OPEN, null, rows, 0, 0, 0, null, 0, null,
				new Batch.Times(NOW, NOW, this.lastStaged, null, null, null, null, null, null));
	}

}
