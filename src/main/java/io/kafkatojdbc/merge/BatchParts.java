package io.kafkatojdbc.merge;

import java.util.List;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the partitions of batches from the ledger, and counts their rows and rejected
 * records again.
 */
@Component
class BatchParts {

	/**
	 * The batch before is the last earlier batch that has the partition. It is ignored if
	 * the batch that follows it was deleted: a batch that is set aside is kept longer
	 * than later batches.
	 */
	private static final String PARTS = """
			WITH part AS (
				SELECT * FROM ingest.batch_part WHERE pipeline = :pipeline AND batch = :batch AND %1$s
			), rejection AS (
				SELECT kafka_partition, count(*) AS records FROM ingest.rejected_record
				WHERE pipeline = :pipeline AND batch = :batch AND %1$s GROUP BY kafka_partition
			), retry AS (
				SELECT kafka_partition, sum(retried_rows) AS new_rows FROM ingest.rejected_record
				WHERE pipeline = :pipeline AND retried_in = :batch AND %1$s GROUP BY kafka_partition
			), found AS (%2$s)
			SELECT kafka_partition AS partition, p.from_offset, p.next_offset,
				(SELECT q.next_offset
					FROM (SELECT * FROM ingest.batch_part q
						WHERE q.pipeline = p.pipeline AND q.kafka_partition = p.kafka_partition AND q.batch < p.batch
						ORDER BY q.batch DESC LIMIT 1) q
					JOIN ingest.pipeline l ON l.name = q.pipeline AND l.first_batch <= q.batch
					JOIN ingest.batch n ON n.pipeline = q.pipeline AND n.number = q.batch + 1) AS previous_next_offset,
				coalesce(p.staged, 0) AS staged, coalesce(p.staged + p.extra_rows, 0) AS rows,
				coalesce(p.rejected, 0) AS rejected, coalesce(p.skipped, 0) AS skipped, coalesce(y.new_rows, 0) AS retried,
				coalesce(f.table_rows, 0) - coalesce(y.new_rows, 0) AS rows_found,
				coalesce(p.rejected_found, j.records, 0) AS rejected_found, coalesce(f.stray_rows, 0) AS stray_rows
			FROM part p
			FULL JOIN rejection j USING (kafka_partition)
			FULL JOIN retry y USING (kafka_partition)
			FULL JOIN found f USING (kafka_partition)
			ORDER BY kafka_partition
			""";

	private static final String IN_SLOT = """
			SELECT kafka_partition, count(*) FILTER (WHERE batch = :batch) AS table_rows,
				count(*) FILTER (WHERE batch <> :batch) AS stray_rows
			FROM %s WHERE %s GROUP BY kafka_partition
			""";

	private static final String SET_ASIDE = """
			SELECT kafka_partition, count(*) AS table_rows, 0 AS stray_rows
			FROM %s WHERE batch = :batch GROUP BY kafka_partition
			""";

	/**
	 * Batches that were merged by an older version of the service have no count from the
	 * merge.
	 */
	private static final String BY_MERGE = """
			SELECT kafka_partition, coalesce(p.rows_found, p.staged + p.extra_rows, 0) + coalesce(y.new_rows, 0) AS table_rows,
				0 AS stray_rows
			FROM part p FULL JOIN retry y USING (kafka_partition)
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	BatchParts(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/** Counts rows of a batch that are in its slot. */
	List<BatchPart> inSlot(long number, SliceSelection rows, String table) {
		return read(number, rows, IN_SLOT.formatted(table, rows.condition()));
	}

	/** Counts rows of a batch that was set aside. */
	List<BatchPart> setAside(long number, SliceSelection rows, String table) {
		return read(number, rows, SET_ASIDE.formatted(table));
	}

	/** Returns the counts that the merge of a batch or of its slices made. */
	List<BatchPart> merged(long number, SliceSelection rows) {
		return read(number, rows, BY_MERGE);
	}

	private List<BatchPart> read(long number, SliceSelection rows, String found) {
		return this.jdbc.sql(PARTS.formatted(rows.condition(), found))
			.param("pipeline", this.pipeline)
			.param("batch", number)
			.query(BatchPart.class)
			.list();
	}

}
