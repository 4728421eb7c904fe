package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A batch is complete by its rows, its age, or silence, whichever comes first. */
class TriggersTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final BatchSettings limits = new BatchSettings(100, 1_000_000, Duration.ofMinutes(1),
			Duration.ofSeconds(10));

	private final Backlog backlog = () -> List.of(new Backlog.Rest(0, 0, this.lag));

	private long lag;

	private final Triggers triggers = new Triggers(() -> this.limits, this.backlog,
			new Growth(() -> this.limits, this.backlog));

	private Instant firstStaged = START;

	private Instant lastStaged = START;

	@Test
	void noRowsAreNeverComplete() {
		assertThat(this.triggers.due(batch(0, null, null), START.plus(Duration.ofDays(1)))).isEmpty();
	}

	@Test
	void fewRowsThatJustCameAreNot() {
		assertThat(this.triggers.due(batch(99), START)).isEmpty();
	}

	@Test
	void enoughRowsAre() {
		assertThat(this.triggers.due(batch(100), START)).contains(SealReason.ROWS);
	}

	@Test
	void rowsAreOnceTheOldestHasWaitedLongEnough() {
		this.lastStaged = START.plusSeconds(55);
		assertThat(this.triggers.due(batch(1), START.plusMillis(59_999))).isEmpty();
		assertThat(this.triggers.due(batch(1), START.plusSeconds(60))).contains(SealReason.AGE);
	}

	@Test
	void rowsAreOnceNothingMoreComes() {
		this.lastStaged = START.plusSeconds(5);
		assertThat(this.triggers.due(batch(1), START.plusMillis(14_999))).isEmpty();
		assertThat(this.triggers.due(batch(1), START.plusSeconds(15))).contains(SealReason.QUIET);
	}

	@Test
	void rowsAreNotWhileTheTopicHasMore() {
		this.lag = 1;
		assertThat(this.triggers.due(batch(1), START.plusSeconds(15))).isEmpty();
	}

	@Test
	void rowsFallDueByTheirAgeOrBySilence() {
		this.lastStaged = START.plusSeconds(5);
		assertThat(this.triggers.dueIn(batch(1), START.plusSeconds(6))).contains(Duration.ofSeconds(9));
		this.lastStaged = START.plusSeconds(55);
		assertThat(this.triggers.dueIn(batch(1), START.plusSeconds(56))).contains(Duration.ofSeconds(4));
		assertThat(this.triggers.dueIn(batch(0, null, null), START)).isEmpty();
		assertThat(this.triggers.dueIn(batch(1), START.plus(Duration.ofDays(1)))).isEmpty();
	}

	@Test
	void rowsFromBeforeTheClockWasSetBackWaitNoLonger() {
		this.firstStaged = START.plus(Duration.ofHours(1));
		this.lastStaged = START.plus(Duration.ofHours(1));
		assertThat(this.triggers.due(batch(1), START)).contains(SealReason.AGE);
		this.firstStaged = START;
		assertThat(this.triggers.due(batch(1), START)).contains(SealReason.QUIET);
	}

	@Test
	void aClockThatIsAdjustedSealsNothing() {
		this.firstStaged = START.plusSeconds(1);
		this.lastStaged = START.plusSeconds(1);
		assertThat(this.triggers.due(batch(1), START)).isEmpty();
	}

	private Batch batch(long rows) {
		return batch(rows, this.firstStaged, this.lastStaged);
	}

	private static Batch batch(long rows, @Nullable Instant firstStaged, @Nullable Instant lastStaged) {
		return new Batch(1, 0, BatchState.OPEN, null, rows, 0, 0, 0, null, 0, null,
				new Batch.Times(START, firstStaged, lastStaged, null, null, null, null, null, null));
	}

}
