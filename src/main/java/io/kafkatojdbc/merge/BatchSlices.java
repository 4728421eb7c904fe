package io.kafkatojdbc.merge;

import java.util.List;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the slices of batches in the ledger. */
@Component
class BatchSlices {

	private static final String FIND = """
			SELECT slice, slices, merged_at AS merged, rows_merged FROM ingest.batch_slice
			WHERE pipeline = ? AND batch = ? ORDER BY slice
			""";

	private static final String FORGET = """
			DELETE FROM ingest.batch_slice WHERE pipeline = ? AND batch = ? AND merged_at IS NULL
			""";

	private static final String TAKE = """
			SELECT 1 FROM ingest.batch_slice s JOIN ingest.batch b ON b.pipeline = s.pipeline AND b.number = s.batch
			WHERE s.pipeline = ? AND s.batch = ? AND s.slice = ? AND s.slices = ? AND s.merged_at IS NULL
				AND b.state IN ('SEALED', 'FAILED')
			FOR UPDATE OF s SKIP LOCKED
			""";

	private static final String MERGED = """
			UPDATE ingest.batch_slice SET merge_started_at = now(), merged_at = clock_timestamp(), rows_merged = ?
			WHERE pipeline = ? AND batch = ? AND slice = ?
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	BatchSlices(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/** Returns the slices of a batch; an empty list if the batch is merged as a whole. */
	List<BatchSlice> find(long batch) {
		return this.jdbc.sql(FIND).params(this.pipeline, batch).query(BatchSlice.class).list();
	}

	/**
	 * Returns the slices of a batch that are in the target table; no slices if the batch
	 * is not divided.
	 */
	SliceSelection merged(long batch) {
		List<BatchSlice> merged = find(batch).stream().filter((slice) -> slice.merged() != null).toList();
		return new SliceSelection(merged.isEmpty() ? 1 : merged.get(0).slices(),
				merged.stream().map(BatchSlice::slice).toList());
	}

	/**
	 * Returns the slices of a batch that are not in the target table; the whole batch if
	 * the batch is not divided.
	 */
	SliceSelection unmerged(long batch) {
		return merged(batch).others();
	}

	/**
	 * Deletes the unmerged slices of a batch, because the batch or its rest is merged as
	 * a whole.
	 */
	void forgetUnmerged(long batch) {
		this.jdbc.sql(FORGET).params(this.pipeline, batch).update();
	}

	/**
	 * Locks a slice until the transaction ends.
	 * @return whether the slice still has to be merged and no other instance has locked
	 * it
	 */
	boolean take(long batch, int slice, int of) {
		return this.jdbc.sql(TAKE).params(this.pipeline, batch, slice, of).query(Integer.class).optional().isPresent();
	}

	/** Writes that a slice is merged. */
	void merged(long batch, int slice, @Nullable Long rows) {
		this.jdbc.sql(MERGED).param(rows).param(this.pipeline).param(batch).param(slice).update();
	}

}
