package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.kafkatojdbc.database.DatabaseTime;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The rules that decide whether a batch is complete. A batch without rows is never
 * complete.
 */
@Component
class Triggers {

	private final Supplier<BatchSettings> limits;

	private final Backlog backlog;

	private final Growth growth;

	Triggers(Supplier<BatchSettings> limits, Backlog backlog, Growth growth) {
		this.limits = limits;
		this.backlog = backlog;
		this.growth = growth;
	}

	Optional<SealReason> due(Batch open, Instant now) {
		if (open.rows() == 0) {
			return Optional.empty();
		}
		if (open.rows() >= this.limits.get().maxRows() && !this.growth.goesOn(open, now)) {
			return Optional.of(SealReason.ROWS);
		}
		if (isOver(open.times().firstStaged(), this.limits.get().maxAge(), now)) {
			return Optional.of(SealReason.AGE);
		}
		if (isOver(open.times().lastStaged(), this.limits.get().quietPeriod(), now) && this.backlog.lag() == 0) {
			return Optional.of(SealReason.QUIET);
		}
		return Optional.empty();
	}

	/**
	 * Returns how long it takes until the age or the silence of a batch reaches its
	 * limit, if no row is staged before.
	 * @return the time until then, or empty if there is no such time
	 */
	Optional<Duration> dueIn(Batch open, Instant now) {
		Instant first = open.times().firstStaged();
		Instant last = open.times().lastStaged();
		return Stream
			.of(Optional.ofNullable(first).map((time) -> time.plus(this.limits.get().maxAge())),
					Optional.ofNullable(last).map((time) -> time.plus(this.limits.get().quietPeriod())))
			.flatMap(Optional::stream)
			.filter(now::isBefore)
			.map((time) -> Duration.between(now, time))
			.min(Comparator.naturalOrder());
	}

	/** Returns whether a batch has the largest number of rows that a batch may have. */
	boolean isFull(Batch open) {
		return open.rows() >= Math.max(this.limits.get().maxRows(), this.limits.get().maxRowsBehind());
	}

	private static boolean isOver(@Nullable Instant since, Duration duration, Instant now) {
		return since != null && DatabaseTime.isOver(since, duration, now);
	}

}
