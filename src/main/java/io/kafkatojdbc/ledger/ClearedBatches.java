package io.kafkatojdbc.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes batches that are long finished, with their parts and slices. */
@Component
public class ClearedBatches {

	/**
	 * A partition goes on from its last part, and the view {@code freshness} shows the
	 * last part before the first batch that is not merged. Therefore the last part before
	 * each batch that is not merged is needed, and the last part of all. A batch whose
	 * differences were accepted may begin where the ledger was set back to, which shows
	 * that rejected records were read again.
	 */
	private static final String NEEDED = """
			SELECT DISTINCT t.batch
			FROM ingest.partition_offset o
			CROSS JOIN (SELECT number FROM ingest.batch
				WHERE pipeline = :pipeline AND state NOT IN ('MERGED', 'CLEARED')
				UNION ALL SELECT 9223372036854775807) u
			CROSS JOIN LATERAL (SELECT p.batch FROM ingest.batch_part p
				WHERE p.pipeline = o.pipeline AND p.kafka_partition = o.kafka_partition AND p.batch < u.number
					AND p.last_timestamp IS NOT NULL
				ORDER BY p.batch DESC LIMIT 1) t
			WHERE o.pipeline = :pipeline
			UNION SELECT number FROM ingest.batch WHERE pipeline = :pipeline AND differences_accepted
			""";

	/**
	 * The parts that have the place of a waiting rejected record are kept: they show
	 * whether the record was read again.
	 */
	private static final String DELETE = """
			WITH candidate AS MATERIALIZED (
				SELECT ctid, number, cleared_at FROM ingest.batch
				WHERE pipeline = :pipeline AND state = 'CLEARED'
					AND cleared_at < now() - make_interval(secs => :age)
					AND (cleared_at, number) > (:cleared, :number)
				ORDER BY cleared_at, number LIMIT :chunk
			), deleted AS (
				DELETE FROM ingest.batch b
				WHERE b.ctid = ANY (ARRAY(SELECT ctid FROM candidate)) AND b.pipeline = :pipeline AND b.state = 'CLEARED'
					AND b.number <> ALL (:needed) AND NOT EXISTS (
						SELECT FROM ingest.batch_part p JOIN ingest.rejected_record r ON r.pipeline = p.pipeline
							AND r.kafka_partition = p.kafka_partition AND r.kafka_offset >= p.from_offset
							AND r.kafka_offset < p.next_offset AND r.state = 'WAITING'
						WHERE p.pipeline = b.pipeline AND p.batch = b.number)
				RETURNING b.number
			)
			SELECT cleared_at, number, (SELECT count(*) FROM deleted) AS deleted, count(*) OVER () AS candidates
			FROM candidate ORDER BY cleared_at DESC, number DESC LIMIT 1
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	ClearedBatches(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Deletes the next finished batches that are old enough, in the current control
	 * transaction. Batches that are needed to go on are kept.
	 * @param after where the chunk before ended
	 * @param olderThanSeconds how long ago a batch must be cleared
	 * @param chunk how many batches to look at
	 * @return where this chunk ended
	 */
	public Chunk delete(Chunk after, double olderThanSeconds, int chunk) {
		List<Long> needed = this.jdbc.sql(NEEDED).param("pipeline", this.pipeline).query(Long.class).list();
		return this.jdbc.sql(DELETE)
			.param("pipeline", this.pipeline)
			.param("age", olderThanSeconds)
			.param("cleared", Timestamp.from(after.clearedAt()))
			.param("number", after.number())
			.param("chunk", chunk)
			.param("needed", needed.stream().mapToLong(Long::longValue).toArray())
			.query((rs, index) -> new Chunk(rs.getTimestamp("cleared_at").toInstant(), rs.getLong("number"),
					rs.getLong("deleted"), rs.getLong("candidates") == chunk))
			.optional()
			.orElse(Chunk.START);
	}

	/**
	 * A part of the old batches, in the order in which they were cleared.
	 *
	 * @param clearedAt when the last of them was cleared
	 * @param number the number of the last of them
	 * @param deleted how many of them were deleted
	 * @param moreFollow whether there may be more old batches
	 */
	public record Chunk(Instant clearedAt, long number, long deleted, boolean moreFollow) {

		/** The place before the oldest batch. */
		public static final Chunk START = new Chunk(Instant.EPOCH, 0, 0, false);

	}

}
