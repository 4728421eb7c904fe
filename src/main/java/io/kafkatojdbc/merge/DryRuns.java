package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.SealedBatches;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls the procedure to see the result of a merge, and rolls everything back.
 */
@Component
class DryRuns {

	private static final BatchState[] TRIABLE = { BatchState.SEALED, BatchState.FAILED, BatchState.SET_ASIDE };

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final UnmergedRows unmergedRows;

	private final MergeProcedure procedure;

	DryRuns(@Control TransactionTemplate transaction, MergeLock lock, SealedBatches batches, UnmergedRows unmergedRows,
			MergeProcedure procedure) {
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.unmergedRows = unmergedRows;
		this.procedure = procedure;
	}

	/**
	 * Merges a batch and rolls the merge back.
	 * @param number the batch's number
	 * @return the result of the merge, or empty if the batch is open, is merged already,
	 * or does not exist
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge is
	 * running
	 */
	Optional<Trial> dryRun(long number) {
		return tryOut(number, (status, rows) -> call(number, status));
	}

	/**
	 * Finds the rows that make the procedure fail, as far as time allows. The search
	 * makes many dry runs on ranges of the batch's rows, in the order of partitions and
	 * offsets. First, the search finds the shortest range that begins with the first row
	 * and fails. Then, it finds the shortest end of that range that still fails.
	 * @param number the batch's number
	 * @param atMost the time after which the search ends with the rows found so far
	 * @return the rows, or empty if the batch is open, is merged already, or does not
	 * exist
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge is
	 * running
	 */
	Optional<Culprit> findCulprit(long number, Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		return tryOut(number, (status, rows) -> new CulpritSearch(rows, (change) -> withOnly(number, change, status),
				() -> System.nanoTime() - deadline > 0)
			.search());
	}

	private Trial withOnly(long number, Runnable removeOthers, TransactionStatus status) {
		Object before = status.createSavepoint();
		try {
			removeOthers.run();
			return call(number, status);
		}
		finally {
			status.rollbackToSavepoint(before);
			status.releaseSavepoint(before);
		}
	}

	private <T> Optional<T> tryOut(long number, Attempt<T> attempt) {
		return this.transaction.execute((status) -> {
			status.setRollbackOnly();
			this.lock.take();
			this.procedure.refresh();
			return this.batches.lock(number, TRIABLE)
				.map((slot) -> attempt.make(status, this.unmergedRows.keep(number, slot)));
		});
	}

	private Trial call(long number, TransactionStatus status) {
		Object before = status.createSavepoint();
		long start = System.nanoTime();
		try {
			Long rows = this.procedure.merge(number, 0, 1);
			return new Trial(rows, Duration.ofNanos(System.nanoTime() - start), null);
		}
		catch (RuntimeException ex) {
			if (ErrorLadder.passes(ex)) {
				throw ex;
			}
			Trial failed = new Trial(null, Duration.ofNanos(System.nanoTime() - start), ex);
			status.rollbackToSavepoint(before);
			return failed;
		}
	}

	private interface Attempt<T> {

		T make(TransactionStatus status, BatchRows rows);

	}

}
