package io.kafkatojdbc.merge;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the counts of a batch from staging with the data in the database. Rows and
 * rejected records are counted again. The offsets of each partition must begin where the
 * batch before ended. Every mismatch is a difference, and a batch with differences is not
 * merged unless an operator accepts them.
 */
@Component
class Reconciliation {

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
				SELECT kafka_partition, count(*) AS records FROM ingest.rejected_record
				WHERE pipeline = :pipeline AND retried_in = :batch AND %1$s GROUP BY kafka_partition
			), found AS (%2$s)
			SELECT kafka_partition AS partition, p.from_offset, p.next_offset,
				(SELECT q.next_offset
					FROM (SELECT * FROM ingest.batch_part q
						WHERE q.pipeline = p.pipeline AND q.kafka_partition = p.kafka_partition AND q.batch < p.batch
						ORDER BY q.batch DESC LIMIT 1) q
					JOIN ingest.pipeline l ON l.name = q.pipeline AND l.first_batch <= q.batch
					JOIN ingest.batch n ON n.pipeline = q.pipeline AND n.number = q.batch + 1) AS previous_next_offset,
				coalesce(p.staged, 0) AS staged, coalesce(p.rejected, 0) AS rejected,
				coalesce(p.skipped, 0) AS skipped, coalesce(y.records, 0) AS retried,
				coalesce(f.table_rows, 0) - coalesce(y.records, 0) AS rows_found,
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
			SELECT kafka_partition, coalesce(p.rows_found, p.staged, 0) + coalesce(y.records, 0) AS table_rows,
				0 AS stray_rows
			FROM part p FULL JOIN retry y USING (kafka_partition)
			""";

	private static final String ACCEPTED = """
			SELECT differences_accepted FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String KEEP = """
			UPDATE ingest.batch_part p SET rows_found = f.rows_found, rejected_found = f.rejected_found
			FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS f (kafka_partition, rows_found, rejected_found)
			WHERE p.pipeline = ? AND p.batch = ? AND p.kafka_partition = f.kafka_partition
			""";

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final Slots slots;

	private final BatchSlices slices;

	private final String pipeline;

	Reconciliation(@Control JdbcClient jdbc, LimitedQuestion question, Slots slots, BatchSlices slices,
			Pipeline pipeline) {
		this.jdbc = jdbc;
		this.question = question;
		this.slots = slots;
		this.slices = slices;
		this.pipeline = pipeline.name();
	}

	/**
	 * Counts the rows and rejected records of a batch again, in one transaction, for a
	 * user who waits for the answer.
	 * @param batch the batch
	 * @return the partitions of the batch
	 * @throws org.springframework.dao.QueryTimeoutException if a count takes too long
	 */
	List<BatchPart> parts(Batch batch) {
		return this.question.ask(() -> switch (batch.state()) {
			case OPEN -> partsInSlot(batch.number(), batch.slot(), SliceSelection.ALL);
			case SEALED, FAILED ->
				withMerged(batch.number(), (unmerged) -> partsInSlot(batch.number(), batch.slot(), unmerged));
			case SET_ASIDE -> withMerged(batch.number(), (unmerged) -> partsSetAside(batch.number(), unmerged));
			case MERGED, CLEARED -> parts(batch.number(), SliceSelection.ALL, BY_MERGE);
		});
	}

	private List<BatchPart> withMerged(long number, Function<SliceSelection, List<BatchPart>> unmerged) {
		SliceSelection merged = this.slices.merged(number);
		return Stream.of(unmerged.apply(merged.others()), parts(number, merged, BY_MERGE))
			.flatMap(List::stream)
			.sorted(Comparator.comparingInt(BatchPart::partition))
			.toList();
	}

	/**
	 * Returns the differences of a batch.
	 * @param parts the partitions of the batch
	 * @return the differences in words; empty if there are none
	 */
	static List<String> differences(List<BatchPart> parts) {
		return parts.stream().flatMap((part) -> part.differences().stream()).toList();
	}

	List<BatchPart> partsInSlot(long number, int slot, SliceSelection rows) {
		return parts(number, rows, IN_SLOT.formatted(this.slots.slotName(slot), rows.condition()));
	}

	/**
	 * Returns the partitions of a batch that was set aside, without its merged slices,
	 * because the rows of merged slices were not set aside.
	 */
	List<BatchPart> partsSetAside(long number) {
		return partsSetAside(number, this.slices.unmerged(number));
	}

	private List<BatchPart> partsSetAside(long number, SliceSelection unmerged) {
		return parts(number, unmerged, SET_ASIDE.formatted(this.slots.setAsideName()));
	}

	private List<BatchPart> parts(long number, SliceSelection rows, String found) {
		return this.jdbc.sql(PARTS.formatted(rows.condition(), found))
			.param("pipeline", this.pipeline)
			.param("batch", number)
			.query(BatchPart.class)
			.list();
	}

	/**
	 * Writes the new counts to the ledger, in the transaction that merges the batch.
	 * @param number the batch's number
	 * @param parts the partitions of the batch with the new counts
	 * @throws DifferencesException if the batch has differences that no operator has
	 * accepted
	 */
	void settle(long number, List<BatchPart> parts) {
		List<String> differences = differences(parts);
		if (!differences.isEmpty() && !isAccepted(number)) {
			throw new DifferencesException(differences);
		}
		this.jdbc.sql(KEEP)
			.param(parts.stream().mapToInt(BatchPart::partition).toArray())
			.param(longs(parts, BatchPart::rowsFound))
			.param(longs(parts, BatchPart::rejectedFound))
			.param(this.pipeline)
			.param(number)
			.update();
	}

	/** Returns whether an operator has accepted the differences of a batch. */
	boolean isAccepted(long number) {
		return this.jdbc.sql(ACCEPTED).params(this.pipeline, number).query(Boolean.class).single();
	}

	private static long[] longs(List<BatchPart> parts, ToLongFunction<BatchPart> value) {
		return parts.stream().mapToLong(value).toArray();
	}

}
