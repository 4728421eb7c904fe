package io.kafkatojdbc.batch;

import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.ledger.SealReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Seals the open batch, and logs and counts the sealed batches. */
@Component
class BatchSealer {

	private static final Logger log = LoggerFactory.getLogger(BatchSealer.class);

	private final OpenBatches batches;

	private final BatchHistory history;

	private final BatchMeters meters;

	private volatile @Nullable Long unsealed;

	BatchSealer(OpenBatches batches, BatchHistory history, BatchMeters meters) {
		this.batches = batches;
		this.history = history;
		this.meters = meters;
	}

	/**
	 * Seals the open batch at the request of an operator.
	 * @return the number of the sealed batch
	 * @throws BatchNotSealableException if no rows are staged, if the batch before it is
	 * not finished, or if other transactions keep the batch open for too long
	 */
	long sealNow() {
		CurrentBatches current = this.history.current();
		current.unfinished().ifPresent((unfinished) -> {
			throw BatchNotSealableException.unfinished(unfinished);
		});
		long number = current.open().number();
		if (current.open().rows() == 0) {
			throw BatchNotSealableException.nothingStaged(number);
		}
		if (!seal(number, SealReason.MANUAL)) {
			throw BatchNotSealableException.busy(number);
		}
		return number;
	}

	/**
	 * Seals the open batch.
	 * @param number the open batch's number
	 * @param reason why the batch is complete
	 * @return whether this call sealed the batch
	 */
	boolean seal(long number, SealReason reason) {
		boolean sealed = this.batches.seal(number, reason);
		this.unsealed = sealed ? null : Long.valueOf(number);
		if (sealed) {
			this.meters.sealed(reason);
			this.history.find(number)
				.ifPresent((batch) -> log.info("Batch {} sealed by {} with {} rows", number, reason, batch.rows()));
		}
		return sealed;
	}

	/**
	 * Returns why a batch cannot be sealed.
	 * @param number the open batch's number
	 * @return the reason, or {@code null} if there is none
	 */
	@Nullable String problem(long number) {
		Long tried = this.unsealed;
		return (tried != null && tried == number) ? this.batches.sealProblem() : null;
	}

}
