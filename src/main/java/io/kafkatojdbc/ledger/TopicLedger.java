package io.kafkatojdbc.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Knows which topic the offsets in the ledger belong to: one that is deleted and made
 * again counts them anew.
 */
@Component
public class TopicLedger {

	private static final String KNOWN = """
			SELECT topic_id, clock_timestamp() AS read_at FROM ingest.pipeline WHERE name = ?
			""";

	private static final String UNFINISHED = """
			SELECT 'Batch ' || number || ' is ' || state || ': wait for its merge, or set it aside.'
			FROM ingest.batch WHERE pipeline = ? AND state IN ('SEALED', 'MERGED', 'FAILED')
			""";

	private static final String OPEN = """
			SELECT b.number, EXISTS (SELECT FROM ingest.batch_part p
					WHERE p.pipeline = b.pipeline AND p.batch = b.number) AS started,
				EXISTS (SELECT FROM ingest.batch_part p
					WHERE p.pipeline = b.pipeline AND p.batch = b.number AND p.staged > 0)
				OR EXISTS (SELECT FROM ingest.rejected_record r
					WHERE r.pipeline = b.pipeline AND r.retried_in = b.number) AS has_rows
			FROM ingest.batch b WHERE pipeline = ? AND state = 'OPEN'
			""";

	private static final String WAITING = """
			SELECT count(*) FROM ingest.rejected_record WHERE pipeline = ? AND state = 'WAITING'
			""";

	/** They would stand in the places of records of the new topic. */
	private static final String FORGET_REJECTED = """
			DELETE FROM ingest.rejected_record r WHERE pipeline = ? AND NOT EXISTS (
				SELECT FROM ingest.batch b
				WHERE b.pipeline = r.pipeline AND b.number IN (r.batch, r.retried_in) AND b.state = 'SET_ASIDE')
			""";

	private static final String CLOSE = """
			UPDATE ingest.batch SET state = 'CLEARED', reason = 'MANUAL', rows_merged = 0,
				sealed_at = clock_timestamp(), merged_at = clock_timestamp(), cleared_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	/** What it has rejected is about to be forgotten. */
	private static final String SETTLE = """
			UPDATE ingest.batch_part SET rows_found = 0, rejected_found = rejected WHERE pipeline = ? AND batch = ?
			""";

	private static final String OPEN_NEXT = """
			INSERT INTO ingest.batch (pipeline, number, slot, state)
			SELECT pipeline, number + 1, slot, 'OPEN' FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String REPLACE = "UPDATE ingest.pipeline SET topic_id = ?, first_batch = ? WHERE name = ?";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final SealLock sealLock;

	private final OffsetLedger offsets;

	private final String pipeline;

	TopicLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, SealLock sealLock,
			OffsetLedger offsets, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.sealLock = sealLock;
		this.offsets = offsets;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Tells which topic the offsets belong to.
	 * @return its id
	 */
	public KnownTopic known() {
		return this.jdbc.sql(KNOWN)
			.param(this.pipeline)
			.query((rs, index) -> new KnownTopic(rs.getString("topic_id"), rs.getTimestamp("read_at").toInstant()))
			.single();
	}

	/**
	 * Goes on with another topic, from its beginning, unless there are rows of the one
	 * before that are not merged yet, or rejected records that wait.
	 * @param topicId the topic's id
	 * @param beginOffsets where each of its partitions begins
	 * @return what has to be done first, or empty if the ledger is the new topic's now
	 */
	public Optional<String> replace(String topicId, Map<Integer, Long> beginOffsets) {
		try {
			return this.transaction.execute((status) -> {
				this.sealLock.hold(this.jdbc);
				Optional<String> obstacle = obstacle();
				if (obstacle.isEmpty()) {
					this.jdbc.sql(REPLACE).params(topicId, firstBatch(), this.pipeline).update();
					this.offsets.replaceAll(beginOffsets);
					this.jdbc.sql("DELETE FROM ingest.log_end WHERE pipeline = ?").param(this.pipeline).update();
					this.jdbc.sql(FORGET_REJECTED).param(this.pipeline).update();
				}
				return obstacle;
			});
		}
		catch (PessimisticLockingFailureException ex) {
			this.sealLock.endFrozenHolders(this.jdbc);
			return Optional.of("Rows are being staged just now: try again in a moment.");
		}
	}

	private Optional<String> obstacle() {
		Optional<String> unfinished = this.jdbc.sql(UNFINISHED).param(this.pipeline).query(String.class).optional();
		if (unfinished.isPresent()) {
			return unfinished;
		}
		OpenState open = open();
		if (open.hasRows()) {
			return Optional
				.of("Batch %d has rows of the topic as it was: POST /api/batches first.".formatted(open.number()));
		}
		long waiting = this.jdbc.sql(WAITING).param(this.pipeline).query(Long.class).single();
		return (waiting > 0) ? Optional
			.of("%d rejected records of the topic as it was wait: retry or discard them first (/api/rejected)."
				.formatted(waiting)) : Optional.empty();
	}

	/** A batch has parts of one topic only, though they may be without rows. */
	private long firstBatch() {
		OpenState open = open();
		if (!open.started()) {
			return open.number();
		}
		this.jdbc.sql(CLOSE).params(this.pipeline, open.number()).update();
		this.jdbc.sql(SETTLE).params(this.pipeline, open.number()).update();
		this.jdbc.sql(OPEN_NEXT).params(this.pipeline, open.number()).update();
		return open.number() + 1;
	}

	private OpenState open() {
		return this.jdbc.sql(OPEN).param(this.pipeline).query(OpenState.class).single();
	}

	/**
	 * The topic that the offsets belong to.
	 *
	 * @param id its id
	 * @param readAt when the ledger was asked, by the database's clock
	 */
	public record KnownTopic(String id, Instant readAt) {
	}

	private record OpenState(long number, boolean started, boolean hasRows) {
	}

}
