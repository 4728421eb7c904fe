package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.BatchState;
import org.jspecify.annotations.Nullable;

/**
 * The result of the coordinator's last look at the ledger.
 *
 * @param batches the batches that were not finished, or {@code null} before the first
 * look
 * @param problem why the coordinator cannot go on, or {@code null} if it can go on
 * @param lookedAt when the coordinator looked, as measured by {@link System#nanoTime()}
 */
record LastLook(@Nullable CurrentBatches batches, @Nullable String problem, long lookedAt) {

	/**
	 * The age at which a look is too old. This time is longer than all time-outs of one
	 * look together.
	 */
	private static final Duration OUTDATED = Duration.ofSeconds(30);

	static final LastLook NONE = new LastLook(null, "it has not looked yet", System.nanoTime());

	static LastLook of(CurrentBatches batches, @Nullable String problem) {
		return new LastLook(batches, problem, System.nanoTime());
	}

	LastLook failed(Throwable ex) {
		return new LastLook(this.batches, Reason.of(ex), System.nanoTime());
	}

	Optional<String> whatIsWrong() {
		if (this.problem != null) {
			return Optional.of("The coordinator can't go on: " + this.problem);
		}
		Duration age = Duration.ofNanos(System.nanoTime() - this.lookedAt);
		return (age.compareTo(OUTDATED) < 0) ? failedBatch().map(LastLook::failure)
				: Optional.of("The coordinator has been stuck for " + age.toSeconds() + " s");
	}

	private Optional<Batch> failedBatch() {
		return (this.batches != null) ? this.batches.unfinished().filter((batch) -> batch.state() == BatchState.FAILED)
				: Optional.empty();
	}

	private static String failure(Batch batch) {
		return "Merge of batch %d failed: %s".formatted(batch.number(), batch.error());
	}

}
