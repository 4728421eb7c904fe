package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.table.Slots;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls the procedure to see the result of a merge, and rolls everything back.
 */
@Component
class DryRuns {

	private static final BatchState[] TRIABLE = { BatchState.SEALED, BatchState.FAILED, BatchState.SET_ASIDE };

	private static final String STATE = "SELECT state FROM ingest.batch WHERE pipeline = ? AND number = ?";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final MergeLock lock;

	private final SealedBatches batches;

	private final Slots slots;

	private final BatchSlices slices;

	private final MergeProcedure procedure;

	private final String pipeline;

	DryRuns(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, MergeLock lock, SealedBatches batches,
			Slots slots, BatchSlices slices, MergeProcedure procedure, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.lock = lock;
		this.batches = batches;
		this.slots = slots;
		this.slices = slices;
		this.procedure = procedure;
		this.pipeline = pipeline.name();
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
		return tryOut(number, (status, table) -> call(number, status));
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
		return tryOut(
				number, (status,
						table) -> new CulpritSearch(new BatchRows(this.jdbc, table, number),
								(rows) -> withOnly(number, rows, status), () -> System.nanoTime() - deadline > 0)
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
			return this.batches.lock(number, TRIABLE).map((slot) -> {
				String table = tableOf(number, slot);
				removeMerged(number, table);
				return attempt.make(status, table);
			});
		});
	}

	private void removeMerged(long number, String table) {
		SliceSelection merged = this.slices.merged(number);
		if (!merged.selected().isEmpty()) {
			this.jdbc.sql("DELETE FROM %s WHERE batch = ? AND %s".formatted(table, merged.condition()))
				.param(number)
				.update();
		}
	}

	private String tableOf(long number, int slot) {
		String state = this.jdbc.sql(STATE).params(this.pipeline, number).query(String.class).single();
		return (BatchState.valueOf(state) == BatchState.SET_ASIDE) ? this.slots.setAsideName()
				: this.slots.slotName(slot);
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

		T make(TransactionStatus status, String table);

	}

	/**
	 * The result of a call that was rolled back.
	 *
	 * @param rows the number of merged rows, or {@code null} if the procedure does not
	 * report it
	 * @param taken how long the call took
	 * @param failure why the call failed, or {@code null} if it succeeded
	 */
	record Trial(@Nullable Long rows, Duration taken, @Nullable RuntimeException failure) {
	}

	/**
	 * The rows that make the merge of a batch fail.
	 *
	 * @param from the place of the first row, or {@code null} if the batch can be merged
	 * @param to the place of the last row, or {@code null} if the batch can be merged
	 * @param rows the number of rows
	 * @param failure the failure of the procedure if it gets only these rows
	 * @param minimal whether no smaller range of these rows fails, as far as the search
	 * can find out
	 * @param dryRuns the number of dry runs that the search made
	 */
	record Culprit(@Nullable RecordPlace from, @Nullable RecordPlace to, long rows, @Nullable RuntimeException failure,
			boolean minimal, int dryRuns) {
	}

}
