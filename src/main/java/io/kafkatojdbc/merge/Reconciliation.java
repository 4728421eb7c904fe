package io.kafkatojdbc.merge;

import java.util.List;
import java.util.function.ToLongFunction;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the counts of a batch from staging with the counts of a {@link Recount}. The
 * offsets of each partition must begin where the batch before ended. Every mismatch is a
 * difference, and a batch with differences is not merged unless an operator accepts them.
 */
@Component
class Reconciliation {

	private static final String ACCEPTED = """
			SELECT differences_accepted FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String KEEP = """
			UPDATE ingest.batch_part p SET rows_found = f.rows_found, rejected_found = f.rejected_found
			FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS f (kafka_partition, rows_found, rejected_found)
			WHERE p.pipeline = ? AND p.batch = ? AND p.kafka_partition = f.kafka_partition
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	Reconciliation(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the differences of a batch.
	 * @param parts the partitions of the batch
	 * @return the differences in words; empty if there are none
	 */
	static List<String> differences(List<BatchPart> parts) {
		return parts.stream().flatMap((part) -> part.differences().stream()).toList();
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
