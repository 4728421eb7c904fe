package io.kafkatojdbc.ledger;

import java.util.List;
import java.util.Optional;

import io.kafkatojdbc.ledger.MergeLedger.MergedRows;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges batches in slices, each in a transaction of its own, so that a crash has only
 * those repeated that are not in the target table. Slices of a batch share the merge
 * lock, and each is merged by whoever locks its entry.
 */
@Component
public class SliceLedger {

	private static final String TAKE = """
			SELECT b.slot FROM ingest.batch_slice s JOIN ingest.batch b ON b.pipeline = s.pipeline AND b.number = s.batch
			WHERE s.pipeline = ? AND s.batch = ? AND s.slice = ? AND s.slices = ? AND s.merged_at IS NULL
				AND b.state IN ('SEALED', 'FAILED')
			FOR UPDATE OF s SKIP LOCKED
			""";

	private static final String MERGED = """
			UPDATE ingest.batch_slice SET merge_started_at = now(), merged_at = clock_timestamp(), rows_merged = ?
			WHERE pipeline = ? AND batch = ? AND slice = ?
			""";

	private static final String FIND = """
			SELECT slice, slices, merged_at AS merged, rows_merged FROM ingest.batch_slice
			WHERE pipeline = ? AND batch = ? ORDER BY slice
			""";

	private static final String COMPLETE = """
			UPDATE ingest.batch b SET state = 'MERGED', rows_merged = s.rows_merged, error = NULL,
				next_attempt_at = NULL, merge_started_at = s.merge_started_at, merged_at = clock_timestamp()
			FROM (SELECT sum(rows_merged) AS rows_merged, min(merge_started_at) AS merge_started_at
				FROM ingest.batch_slice WHERE pipeline = :pipeline AND batch = :batch
				HAVING count(*) > 0 AND bool_and(merged_at IS NOT NULL)) s
			WHERE b.pipeline = :pipeline AND b.number = :batch AND b.state IN ('SEALED', 'FAILED')
			RETURNING b.rows_merged AS reported
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final BatchLocks locks;

	private final BatchSlices slices;

	private final Reconciliation reconciliation;

	private final String pipeline;

	SliceLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, BatchLocks locks,
			BatchSlices slices, Reconciliation reconciliation, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.locks = locks;
		this.slices = slices;
		this.reconciliation = reconciliation;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Finds the slices of a batch.
	 * @param number the batch's number
	 * @return its slices; none if it is merged as a whole
	 */
	public List<BatchSlice> find(long number) {
		return this.jdbc.sql(FIND).params(this.pipeline, number).query(BatchSlice.class).list();
	}

	/**
	 * Tells whether some of a batch is in the target table already.
	 * @param number the batch's number
	 * @return whether a slice is merged
	 */
	public boolean isBegun(long number) {
		return !this.slices.merged(number).selected().isEmpty();
	}

	/**
	 * Divides a batch into slices, or finds those that are left of it, and counts what
	 * they have to merge.
	 * @param number the batch's number
	 * @param atMost how many slices it may have, if it has none yet
	 * @return the slices to merge, or empty if another instance is merging or has merged
	 * the batch
	 * @throws DifferencesException if they do not add up
	 */
	public Optional<Division> divide(long number, int atMost) {
		return this.transaction.execute((status) -> {
			if (!this.locks.tryMerge()) {
				return Optional.empty();
			}
			return this.locks.inState(number, BatchState.SEALED, BatchState.FAILED).map((slot) -> {
				SliceSelection rest = this.slices.unmerged(number);
				SliceSelection divided = (rest.slices() > 1) ? rest : this.slices.divide(number, atMost);
				if (divided.slices() > 1) {
					// Once for all slices: to count its rows, each would have to read all
					// of the slot.
					this.reconciliation.settle(number, this.reconciliation.partsInSlot(number, slot, divided));
				}
				return new Division(divided.slices(), divided.selected());
			});
		});
	}

	/**
	 * Merges a slice in one transaction.
	 * @param number the batch's number
	 * @param slice which of its slices
	 * @param of how many there are
	 * @param procedure calls the procedure, in the transaction of this method
	 * @return whether it was merged by this call; if not, another instance is merging or
	 * has merged it
	 */
	public boolean merge(long number, int slice, int of, SliceCall procedure) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			if (!this.locks.tryMergeSlice()) {
				return false;
			}
			return this.jdbc.sql(TAKE)
				.params(this.pipeline, number, slice, of)
				.query(Integer.class)
				.optional()
				.map((slot) -> {
					Long merged = procedure.call(number, slice, of);
					return this.jdbc.sql(MERGED)
						.param(merged)
						.param(this.pipeline)
						.param(number)
						.param(slice)
						.update() == 1;
				})
				.orElse(false);
		}));
	}

	/**
	 * Notes that a batch is merged, once all its slices are.
	 * @param number the batch's number
	 * @return rows merged as the procedure reported them, or empty if a slice is not
	 * merged, or the batch is no longer to be merged
	 */
	public Optional<MergedRows> complete(long number) {
		return this.jdbc.sql(COMPLETE)
			.param("pipeline", this.pipeline)
			.param("batch", number)
			.query(MergedRows.class)
			.optional();
	}

	/**
	 * How a batch is divided.
	 *
	 * @param slices how many slices it has; 1 if it is merged as a whole
	 * @param left those that are not merged, counted from 0
	 */
	public record Division(int slices, List<Integer> left) {
	}

}
