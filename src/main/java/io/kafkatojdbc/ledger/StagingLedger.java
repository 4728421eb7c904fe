package io.kafkatojdbc.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.kafkatojdbc.database.KafkaTimestamp;
import io.kafkatojdbc.database.TableLayout;
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

	/** The order of a partition in milliseconds, as {@link RecordOrder} counts it. */
	private static final String ORDER = "coalesce(ceil(extract(epoch FROM o.kafka_order) * 1000)::bigint, -1)";

	private static final String READ_ORDERS = """
			SELECT kafka_partition, %s, clock_timestamp() FROM ingest.partition_offset o
			WHERE pipeline = ? AND kafka_partition = ANY (?)
			""".formatted(ORDER);

	/**
	 * The INSERT counts a partition only if the UPDATE found the expected offset, and the
	 * order from which the orders of the rows were counted. The layout of the slot is
	 * read in the same round trip.
	 */
	private static final String ADVANCE = """
			WITH progress AS (
				SELECT *, %s AS last_timestamp
				FROM unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
					?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
					AS p (kafka_partition, from_offset, next_offset, staged, new_rows, rejected, skipped, millis,
						order_before, order_after, epoch_offset, leader_epoch)
			), advanced AS (
				UPDATE ingest.partition_offset o SET next_offset = p.next_offset,
					kafka_order = CASE WHEN p.order_after >= 0 THEN to_timestamp(p.order_after / 1000.0) END,
					followed_offset = p.next_offset,
					epoch_offset = CASE WHEN p.epoch_offset <> p.from_offset THEN p.epoch_offset ELSE o.epoch_offset END,
					leader_epoch = CASE WHEN p.epoch_offset <> p.from_offset THEN nullif(p.leader_epoch, -1)
						WHEN o.followed_offset = o.next_offset THEN o.leader_epoch END
				FROM progress p
				WHERE o.pipeline = ? AND o.kafka_partition = p.kafka_partition AND o.next_offset = p.from_offset
					AND %s = p.order_before
				RETURNING o.kafka_partition
			), counted AS (
				INSERT INTO ingest.batch_part AS b (pipeline, batch, kafka_partition, from_offset, next_offset,
					staged, extra_rows, rejected, skipped, last_timestamp, first_staged_at, last_staged_at)
				SELECT ?, ?, p.kafka_partition, p.from_offset, p.next_offset, p.staged, p.new_rows - p.staged,
					p.rejected, p.skipped, p.last_timestamp,
					CASE WHEN p.staged > 0 THEN clock_timestamp() END, CASE WHEN p.staged > 0 THEN clock_timestamp() END
				FROM progress p JOIN advanced USING (kafka_partition)
				ORDER BY p.kafka_partition
				ON CONFLICT (pipeline, batch, kafka_partition) DO UPDATE SET
					next_offset = excluded.next_offset,
					staged = b.staged + excluded.staged,
					extra_rows = b.extra_rows + excluded.extra_rows,
					rejected = b.rejected + excluded.rejected,
					skipped = b.skipped + excluded.skipped,
					last_timestamp = coalesce(excluded.last_timestamp, b.last_timestamp),
					first_staged_at = coalesce(b.first_staged_at, excluded.first_staged_at),
					last_staged_at = coalesce(excluded.last_staged_at, b.last_staged_at)
				RETURNING b.kafka_partition
			)
			SELECT (SELECT count(*) FROM counted) AS partitions, %s AS layout
			"""
		.formatted(KafkaTimestamp.FROM_MILLIS, ORDER, TableLayout.HASH);

	private final JdbcClient jdbc;

	private final SealLock sealLock;

	private final DatabaseClock clock;

	private final String pipeline;

	StagingLedger(JdbcClient jdbc, SealLock sealLock, DatabaseClock clock, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.sealLock = sealLock;
		this.clock = clock;
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
	 * Returns the order of the last record before the next offset of some partitions.
	 * @param partitions the partitions
	 * @return the order by partition, which is {@link RecordOrder#NONE} for a partition
	 * without such a record; partitions that are not in the ledger are left out
	 */
	public Map<Integer, Long> orders(Collection<Integer> partitions) {
		Map<Integer, Long> orders = new HashMap<>();
		this.jdbc.sql(READ_ORDERS)
			.param(this.pipeline)
			.param(partitions.stream().mapToInt(Integer::intValue).toArray())
			.query((rs) -> {
				orders.put(rs.getInt(1), rs.getLong(2));
				this.clock.set(rs.getTimestamp(3).toInstant());
			});
		return orders;
	}

	/**
	 * Advances the next offsets of some partitions and counts their rows, in the current
	 * transaction.
	 * @param batch the batch that took the rows
	 * @param progress the progress of each partition
	 * @param slot the name of the slot that took the rows
	 * @return the layout of the slot, as {@link TableLayout} hashes it
	 * @throws StaleOffsetException if the next offset or the order of a partition in the
	 * ledger is not the one where its progress begins
	 */
	public long advance(OpenBatch batch, List<Progress> progress, String slot) {
		Advanced advanced = this.jdbc.sql(ADVANCE)
			.param(progress.stream().mapToInt(Progress::partition).toArray())
			.param(longs(progress, Progress::from))
			.param(longs(progress, Progress::next))
			.param(longs(progress, Progress::staged))
			.param(longs(progress, Progress::rows))
			.param(longs(progress, Progress::rejected))
			.param(longs(progress, Progress::skipped))
			.param(longs(progress, Progress::lastTimestamp))
			.param(longs(progress, Progress::orderBefore))
			.param(longs(progress, Progress::order))
			.param(longs(progress, Progress::epochOffset))
			.param(longs(progress, Progress::leaderEpoch))
			.param(this.pipeline)
			.param(this.pipeline)
			.param(batch.number())
			.param(slot)
			.query(Advanced.class)
			.single();
		if (advanced.partitions() != progress.size()) {
			throw new StaleOffsetException("Another consumer advanced, or a crash took back, one of " + progress);
		}
		return advanced.layout();
	}

	private static long[] longs(Collection<Progress> progress, ToLongFunction<Progress> value) {
		return progress.stream().mapToLong(value).toArray();
	}

	private record Advanced(long partitions, long layout) {
	}

}
