package io.kafkatojdbc.topic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps in the ledger which partitions were added to the topic, and for how long they
 * wait. The older partitions have to be merged up to the ends that they had when the
 * growth was seen. A batch that was set aside holds nothing up, because its rows have an
 * order below the order of later rows.
 */
@Component
class GrowthLedger {

	/** The older partitions that added partitions still wait for. */
	private static final String UNMERGED = """
			SELECT g.number, e.kafka_partition, e.end_offset
			FROM ingest.partition_growth g
			JOIN ingest.pipeline l ON l.name = g.pipeline
			CROSS JOIN LATERAL unnest(g.older_partitions, g.older_ends) AS e (kafka_partition, end_offset)
			WHERE g.pipeline = :pipeline AND g.released_at IS NULL
				AND (EXISTS (SELECT FROM ingest.partition_offset o
						WHERE o.pipeline = g.pipeline AND o.kafka_partition = e.kafka_partition
							AND o.next_offset < e.end_offset)
					OR EXISTS (SELECT FROM ingest.batch b
						JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
						WHERE b.pipeline = g.pipeline AND b.number >= l.first_batch
							AND b.state IN ('OPEN', 'SEALED', 'FAILED') AND p.kafka_partition = e.kafka_partition
							AND p.staged > 0 AND least(p.from_offset, p.next_offset - p.staged - p.rejected) < e.end_offset))
			""";

	private static final String WAITING = """
			WITH unmerged AS MATERIALIZED (%s)
			SELECT o.kafka_partition, coalesce(u.others, -1) AS others, u.older, u.end_offset
			FROM ingest.partition_offset o
			LEFT JOIN (SELECT DISTINCT ON (number) number, count(*) OVER (PARTITION BY number) - 1 AS others,
					kafka_partition AS older, end_offset FROM unmerged ORDER BY number, kafka_partition) u
				ON u.number = o.waits_for
			WHERE o.pipeline = :pipeline AND o.waits_for IS NOT NULL
			""".formatted(UNMERGED);

	/** One instance at a time records a growth of the topic. */
	private static final String LOCK = """
			SELECT 1 FROM ingest.pipeline WHERE name = ? AND topic_id = ? FOR NO KEY UPDATE
			""";

	private static final String RECORD = """
			INSERT INTO ingest.partition_growth (pipeline, number, partitions_before, older_partitions, older_ends,
				seen_in_batch)
			SELECT b.pipeline, 1 + coalesce(
				(SELECT max(number) FROM ingest.partition_growth g WHERE g.pipeline = b.pipeline), 0), ?, ?, ?, b.number
			FROM ingest.batch b WHERE b.pipeline = ? AND b.state = 'OPEN'
			RETURNING number
			""";

	private static final String ADD = """
			INSERT INTO ingest.partition_offset (pipeline, kafka_partition, next_offset, waits_for) VALUES (?, ?, ?, ?)
			""";

	/** Lost records cannot be staged, and maybe nobody ever writes to their offsets. */
	private static final String LOWER = """
			WITH now_ends AS (SELECT * FROM unnest(?::int[], ?::bigint[]) AS n (kafka_partition, end_offset))
			UPDATE ingest.partition_growth g SET older_ends = (
				SELECT array_agg(least(e.end_offset, n.end_offset) ORDER BY e.place)
				FROM unnest(g.older_partitions, g.older_ends) WITH ORDINALITY AS e (kafka_partition, end_offset, place)
				LEFT JOIN now_ends n USING (kafka_partition))
			WHERE g.pipeline = ? AND g.released_at IS NULL AND EXISTS (
				SELECT FROM unnest(g.older_partitions, g.older_ends) AS e (kafka_partition, end_offset)
				JOIN now_ends n USING (kafka_partition) WHERE n.end_offset < e.end_offset)
			""";

	private static final String RELEASE = """
			WITH unmerged AS (%s)
			UPDATE ingest.partition_growth g SET released_at = clock_timestamp(), released_in_batch = (
				SELECT number FROM ingest.batch b WHERE b.pipeline = g.pipeline AND b.state = 'OPEN')
			WHERE g.pipeline = :pipeline AND g.released_at IS NULL
				AND NOT EXISTS (SELECT FROM unmerged u WHERE u.number = g.number)
			""".formatted(UNMERGED);

	/**
	 * Also makes the order of all later records, whatever their timestamps, higher than
	 * the order of the records before.
	 */
	private static final String RESUME = """
			UPDATE ingest.partition_offset o SET kafka_order = h.kafka_order,
				waits_for = (SELECT number FROM ingest.partition_growth g
					WHERE g.pipeline = o.pipeline AND g.number = o.waits_for AND g.released_at IS NULL)
			FROM (SELECT max(kafka_order) + interval '1 millisecond' AS kafka_order
				FROM ingest.partition_offset WHERE pipeline = :pipeline) h
			WHERE o.pipeline = :pipeline
			""";

	private static final String END = """
			UPDATE ingest.partition_growth g SET released_at = clock_timestamp(),
				released_in_batch = (SELECT max(number) FROM ingest.batch b WHERE b.pipeline = g.pipeline)
			WHERE g.pipeline = ? AND g.released_at IS NULL
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final OpenBatches batches;

	private final String pipeline;

	GrowthLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, OpenBatches batches,
			Pipeline pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.batches = batches;
		this.pipeline = pipeline.name();
	}

	/** Returns the partitions that wait, each with what it waits for. */
	Map<Integer, Wait> waiting() {
		Map<Integer, Wait> waiting = new TreeMap<>();
		this.jdbc.sql(WAITING)
			.param("pipeline", this.pipeline)
			.query((rs, index) -> Map.entry(rs.getInt("kafka_partition"),
					new Wait(rs.getInt("older"), rs.getLong("end_offset"), rs.getInt("others"))))
			.list()
			.forEach((each) -> waiting.put(each.getKey(), each.getValue()));
		return waiting;
	}

	/**
	 * Records that partitions were added, unless another instance has done so.
	 * @param topicId the id of the topic that has the partitions
	 * @param ranges where all partitions of the topic begin and end
	 * @return the added partitions, or an empty set
	 */
	Set<Integer> record(String topicId, Map<Integer, LogRange> ranges) {
		return this.transaction.execute((status) -> {
			if (this.jdbc.sql(LOCK).params(this.pipeline, topicId).query(Integer.class).optional().isEmpty()) {
				return Set.of();
			}
			Set<Integer> older = new TreeSet<>(
					this.jdbc.sql("SELECT kafka_partition FROM ingest.partition_offset WHERE pipeline = ?")
						.param(this.pipeline)
						.query(Integer.class)
						.list());
			Set<Integer> added = new TreeSet<>(ranges.keySet());
			added.removeAll(older);
			older.retainAll(ranges.keySet());
			if (!added.isEmpty()) {
				long number = insert(older, ranges);
				added.forEach((partition) -> this.jdbc.sql(ADD)
					.params(this.pipeline, partition, range(ranges, partition).begin(), number)
					.update());
			}
			return added;
		});
	}

	private long insert(Set<Integer> older, Map<Integer, LogRange> ranges) {
		return this.jdbc.sql(RECORD)
			.param(older.size())
			.param(older.stream().mapToInt(Integer::intValue).toArray())
			.param(older.stream().mapToLong((partition) -> range(ranges, partition).end()).toArray())
			.param(this.pipeline)
			.query(Long.class)
			.single();
	}

	private static LogRange range(Map<Integer, LogRange> ranges, int partition) {
		return Objects.requireNonNull(ranges.get(partition));
	}

	/**
	 * Lowers the ends up to which the older partitions have to be merged.
	 * @param ends where the partitions end now
	 * @return whether an end was lowered
	 */
	boolean lower(Map<Integer, Long> ends) {
		List<Map.Entry<Integer, Long>> known = List.copyOf(ends.entrySet());
		return !known.isEmpty() && this.jdbc.sql(LOWER)
			.param(known.stream().mapToInt(Map.Entry::getKey).toArray())
			.param(known.stream().mapToLong(Map.Entry::getValue).toArray())
			.param(this.pipeline)
			.update() > 0;
	}

	/**
	 * Lets partitions be read whose older partitions are merged.
	 * @return whether this call has let partitions be read
	 */
	boolean release() {
		return this.batches.whileNothingIsStaged(() -> {
			boolean released = this.jdbc.sql(RELEASE).param("pipeline", this.pipeline).update() > 0;
			if (released) {
				this.jdbc.sql(RESUME).param("pipeline", this.pipeline).update();
			}
			return released;
		}).orElse(false);
	}

	/**
	 * Ends the waiting, in the current control transaction, because the pipeline goes on
	 * with another topic.
	 */
	void end() {
		this.jdbc.sql(END).param(this.pipeline).update();
	}

	/**
	 * What a partition waits for.
	 *
	 * @param older the first older partition that is not merged
	 * @param end the offset up to which it has to be merged
	 * @param others the number of other such partitions, or -1 if all are merged
	 */
	record Wait(int older, long end, int others) {

		boolean isOver() {
			return this.others < 0;
		}

		/** Returns the reason in words. */
		String reason() {
			if (isOver()) {
				return "waits for a moment in which nothing is staged";
			}
			return "waits until partition %d is merged up to offset %d, where it ended when this partition was added%s"
				.formatted(this.older, this.end,
						(this.others > 0) ? " (and %d more likewise)".formatted(this.others) : "");
		}

	}

}
