package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps in the ledger how many records of each partition were rejected since the last
 * record that became a row. An entry counts only while no later record of its partition
 * is staged, so a poll without rejected records writes nothing here.
 */
@Component
class RejectedRuns {

	/**
	 * The offset after the last record of the partition says whether a record came after
	 * the rejected ones. Markers of transactions do not change this offset. A move by an
	 * operator does.
	 */
	private static final String VALID = """
			FROM ingest.rejected_run r JOIN ingest.partition_offset o USING (pipeline, kafka_partition)
			WHERE r.pipeline = ? AND r.until_offset = coalesce(o.epoch_offset, o.next_offset)
			""";

	/**
	 * The lock makes polls with rejected records follow each other, so that all of them
	 * together stay within the limit. It is taken before the rows of partitions.
	 */
	private static final String LOCK = """
			SELECT pg_advisory_xact_lock(hashtextextended('kafka-to-jdbc-batch rejected ' || ?, 0))
			""";

	/**
	 * A statement of its own, because a statement does not see what it has waited for.
	 */
	private static final String READ = "SELECT kafka_partition, r.records " + VALID;

	private static final String LAST = """
			SELECT v.*, x.code FROM (
				SELECT r.pipeline, kafka_partition, r.until_offset - 1 AS kafka_offset, sum(r.records) OVER () AS records %s
				ORDER BY r.changed_at DESC LIMIT 1) v
			LEFT JOIN ingest.rejected_record x USING (pipeline, kafka_partition, kafka_offset)
			"""
		.formatted(VALID);

	private static final String STORE = """
			INSERT INTO ingest.rejected_run (pipeline, kafka_partition, records, until_offset)
			SELECT ?, * FROM unnest(?::int[], ?::bigint[], ?::bigint[])
			ON CONFLICT (pipeline, kafka_partition) DO UPDATE SET records = excluded.records,
				until_offset = excluded.until_offset, changed_at = excluded.changed_at
			""";

	private static final String FORGET = "DELETE FROM ingest.rejected_run WHERE pipeline = ?";

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private final String pipeline;

	RejectedRuns(JdbcClient jdbc, @Control JdbcClient control, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.control = control;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the number of rejected records by partition, and keeps others from changing
	 * it until the current transaction ends. The method is to be called before the
	 * offsets are advanced.
	 */
	Map<Integer, Long> hold() {
		this.jdbc.sql(LOCK).param(this.pipeline).query().singleRow();
		return this.jdbc.sql(READ)
			.param(this.pipeline)
			.query((rs, index) -> Map.entry(rs.getInt(1), rs.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Stores the number of rejected records of the partitions of a poll, in the current
	 * transaction.
	 */
	void store(Poll poll, Map<Integer, Long> runs) {
		List<Poll.Part> parts = new ArrayList<>(poll.parts());
		parts.removeIf((part) -> part.records().isEmpty() || runs.getOrDefault(part.partition(), 0L) == 0);
		if (!parts.isEmpty()) {
			this.jdbc.sql(STORE)
				.param(this.pipeline)
				.param(parts.stream().mapToInt(Poll.Part::partition).toArray())
				.param(parts.stream().mapToLong((part) -> runs.getOrDefault(part.partition(), 0L)).toArray())
				.param(parts.stream().mapToLong(Poll.Part::epochOffset).toArray())
				.update();
		}
	}

	/** Returns the records that were rejected in a row, over a control connection. */
	RejectedRun read() {
		return this.control.sql(LAST)
			.param(this.pipeline)
			.query((rs, index) -> new RejectedRun(rs.getLong("records"),
					new RecordPlace(rs.getInt("kafka_partition"), rs.getLong("kafka_offset")),
					RejectionCode.find(rs.getString("code")).orElse(null)))
			.optional()
			.orElse(RejectedRun.NONE);
	}

	/**
	 * Has the count begin again, in the current control transaction, which waits for
	 * polls with rejected records that are being staged.
	 */
	void forget() {
		this.control.sql(LOCK).param(this.pipeline).query().singleRow();
		this.control.sql(FORGET).param(this.pipeline).update();
	}

}
