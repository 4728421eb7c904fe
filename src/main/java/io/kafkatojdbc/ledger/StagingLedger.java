package io.kafkatojdbc.ledger;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

import io.kafkatojdbc.database.KafkaTimestamp;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the ledger within a staging transaction.
 */
@Component
public class StagingLedger {

	private static final String READ_OPEN = """
			SELECT number, slot FROM ingest.batch WHERE pipeline = ? AND state = 'OPEN'
			""";

	/** The INSERT counts a partition only if the UPDATE found the expected offset. */
	private static final String ADVANCE = """
			WITH progress AS (
				SELECT *, %s AS last_timestamp
				FROM unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
					?::bigint[], ?::bigint[])
					AS p (kafka_partition, from_offset, next_offset, staged, rejected, skipped, millis,
						epoch_offset, leader_epoch)
			), advanced AS (
				UPDATE ingest.partition_offset o SET next_offset = p.next_offset, followed_offset = p.next_offset,
					epoch_offset = CASE WHEN p.epoch_offset <> p.from_offset THEN p.epoch_offset ELSE o.epoch_offset END,
					leader_epoch = CASE WHEN p.epoch_offset <> p.from_offset THEN CASE WHEN p.leader_epoch >= 0 THEN p.leader_epoch END
						WHEN o.followed_offset = o.next_offset THEN o.leader_epoch END
				FROM progress p
				WHERE o.pipeline = ? AND o.kafka_partition = p.kafka_partition AND o.next_offset = p.from_offset
				RETURNING o.kafka_partition
			)
			INSERT INTO ingest.batch_part AS b (pipeline, batch, kafka_partition, from_offset, next_offset,
				staged, rejected, skipped, last_timestamp, first_staged_at, last_staged_at)
			SELECT ?, ?, p.kafka_partition, p.from_offset, p.next_offset, p.staged, p.rejected, p.skipped,
				p.last_timestamp,
				CASE WHEN p.staged > 0 THEN clock_timestamp() END, CASE WHEN p.staged > 0 THEN clock_timestamp() END
			FROM progress p JOIN advanced USING (kafka_partition)
			ORDER BY p.kafka_partition
			ON CONFLICT (pipeline, batch, kafka_partition) DO UPDATE SET
				next_offset = excluded.next_offset,
				staged = b.staged + excluded.staged,
				rejected = b.rejected + excluded.rejected,
				skipped = b.skipped + excluded.skipped,
				last_timestamp = coalesce(excluded.last_timestamp, b.last_timestamp),
				first_staged_at = coalesce(b.first_staged_at, excluded.first_staged_at),
				last_staged_at = coalesce(excluded.last_staged_at, b.last_staged_at)
			"""
		.formatted(KafkaTimestamp.FROM_MILLIS);

	private final JdbcClient jdbc;

	private final SealLock sealLock;

	private final String pipeline;

	StagingLedger(JdbcClient jdbc, SealLock sealLock, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.sealLock = sealLock;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the open batch, and keeps it open until the current transaction ends.
	 * @return the open batch
	 */
	public OpenBatch holdOpenBatch() {
		this.sealLock.share(this.jdbc);
		return this.jdbc.sql(READ_OPEN).param(this.pipeline).query(OpenBatch.class).single();
	}

	/**
	 * Advances the next offsets of some partitions and counts their rows, in the current
	 * transaction.
	 * @param batch the batch that took the rows
	 * @param progress the progress of each partition
	 * @throws StaleOffsetException if the next offset of a partition in the ledger is not
	 * the offset where its progress begins
	 */
	public void advance(OpenBatch batch, List<Progress> progress) {
		int advanced = this.jdbc.sql(ADVANCE)
			.param(progress.stream().mapToInt(Progress::partition).toArray())
			.param(longs(progress, Progress::from))
			.param(longs(progress, Progress::next))
			.param(longs(progress, Progress::staged))
			.param(longs(progress, Progress::rejected))
			.param(longs(progress, Progress::skipped))
			.param(longs(progress, Progress::lastTimestamp))
			.param(longs(progress, Progress::epochOffset))
			.param(longs(progress, Progress::leaderEpoch))
			.param(this.pipeline)
			.param(this.pipeline)
			.param(batch.number())
			.update();
		if (advanced != progress.size()) {
			throw new StaleOffsetException("Another consumer advanced, or a crash took back, one of " + progress);
		}
	}

	private static long[] longs(Collection<Progress> progress, ToLongFunction<Progress> value) {
		return progress.stream().mapToLong(value).toArray();
	}

}
