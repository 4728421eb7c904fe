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
 * Calls the procedure to see what it would do, and takes everything back.
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
	 * Merges a batch and takes it back.
	 * @param number the batch's number
	 * @return what came of it, or empty if the batch is merged already, or does not exist
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge is
	 * running
	 */
	Optional<Trial> dryRun(long number) {
		return tryOut(number, (status, table) -> call(number, status));
	}

	/**
	 * Finds, as far as time allows, the rows that make the procedure fail, with many dry
	 * runs on ranges of the batch's rows, in the order of partitions and offsets: the end
	 * of the shortest beginning that fails, and then the last row to begin with so that
	 * it still does.
	 * @param number the batch's number
	 * @param atMost when to end the search with what is found by then
	 * @return the rows, or empty if the batch is merged already, or does not exist
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
	 * What came of a call that was taken back.
	 *
	 * @param rows rows merged, if the procedure reports them
	 * @param taken how long it took
	 * @param failure why it failed, or {@code null} if it did not
	 */
	record Trial(@Nullable Long rows, Duration taken, @Nullable RuntimeException failure) {
	}

	/**
	 * The rows that make a batch's merge fail.
	 *
	 * @param from the first of them, or {@code null} if the batch can be merged
	 * @param to the last of them
	 * @param rows how many there are
	 * @param failure what the procedure fails with if it is given these rows alone
	 * @param minimal whether no fewer of them fail, as far as the search can tell
	 * @param dryRuns how many dry runs it took
	 */
	record Culprit(@Nullable RecordPlace from, @Nullable RecordPlace to, long rows, @Nullable RuntimeException failure,
			boolean minimal, int dryRuns) {
	}

}
