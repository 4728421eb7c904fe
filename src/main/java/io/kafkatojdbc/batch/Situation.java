package io.kafkatojdbc.batch;

import java.util.Optional;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator saw when it looked last.
 *
 * @param batches the batches there was something to do with, or {@code null} before the
 * first look
 * @param problem why it can't go on, or {@code null} if it can
 */
record Situation(@Nullable CurrentBatches batches, @Nullable String problem) {

	static final Situation UNKNOWN = new Situation(null, null);

	Situation failed(Throwable ex) {
		return new Situation(this.batches, Reason.of(ex));
	}

	Optional<Batch> failedBatch() {
		return (this.batches != null) ? this.batches.unfinished().filter((batch) -> batch.state() == BatchState.FAILED)
				: Optional.empty();
	}

}
