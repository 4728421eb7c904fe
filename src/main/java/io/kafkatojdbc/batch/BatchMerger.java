package io.kafkatojdbc.batch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchLedger;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.Reason;
import io.kafkatojdbc.merge.MergeProcedure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Brings one sealed batch into the target table and empties its slot. Whatever fails is
 * done again later from where the ledger says it stands.
 */
@Component
class BatchMerger {

	private static final Logger log = LoggerFactory.getLogger(BatchMerger.class);

	private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

	/** The procedure must not end the transaction that its batch's state is part of. */
	private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

	private final BatchLedger ledger;

	private final MergeProcedure procedure;

	private final BatchMeters meters;

	BatchMerger(BatchLedger ledger, MergeProcedure procedure, BatchMeters meters) {
		this.ledger = ledger;
		this.procedure = procedure;
		this.meters = meters;
	}

	/**
	 * Does what is left to do for a batch.
	 * @param batch a batch that is sealed, failed or merged
	 * @return whether the batch is in another state now because of this call
	 */
	boolean finish(Batch batch) {
		return (batch.state() == BatchState.MERGED || merge(batch)) && clear(batch);
	}

	private boolean merge(Batch batch) {
		long start = System.nanoTime();
		try {
			Optional<BatchLedger.MergedRows> merged = this.ledger.merge(batch.number(), this.procedure::merge);
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			merged.ifPresent((rows) -> {
				this.meters.merged(batch, taken);
				log.info("Batch {} merged {} rows{} in {} s", batch.number(), batch.rows(),
						(rows.reported() != null) ? " into " + rows.reported() : "", seconds(taken));
			});
			return merged.isPresent();
		}
		catch (RuntimeException ex) {
			this.meters.failed(batch, Duration.ofNanos(System.nanoTime() - start));
			failed(batch, ex);
			return false;
		}
	}

	private void failed(Batch batch, RuntimeException ex) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		boolean commits = cause instanceof SQLException sql
				&& INVALID_TRANSACTION_TERMINATION.equals(sql.getSQLState());
		String error = commits
				? "The procedure must not COMMIT or ROLLBACK: its work and the batch's state are one "
						+ "transaction. Take that out and restart the service. (" + cause.getMessage() + ")"
				: Reason.of(ex);
		Duration backOff = backOff(batch.attempts());
		log.error("Merge of batch {} failed; its {} rows stay staged{}: {}", batch.number(), batch.rows(),
				commits ? "" : " and it is tried again in " + seconds(backOff) + " s", error);
		this.ledger.failed(batch.number(), error, commits ? null : backOff);
	}

	private static Duration backOff(int failures) {
		return (failures < 6) ? Duration.ofSeconds(1L << failures) : LONGEST_BACK_OFF;
	}

	private boolean clear(Batch batch) {
		try {
			boolean cleared = this.ledger.clear(batch);
			if (cleared) {
				log.info("Batch {} cleared", batch.number());
			}
			return cleared;
		}
		catch (PessimisticLockingFailureException ex) {
			throw new IllegalStateException(
					"Batch %d is merged, but slot %d of the staging table can't be emptied while another session uses it"
						.formatted(batch.number(), batch.slot()));
		}
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
	}

}
