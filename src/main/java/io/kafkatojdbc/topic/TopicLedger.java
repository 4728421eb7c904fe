package io.kafkatojdbc.topic;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows which topic the offsets in the ledger belong to. A topic that is deleted and
 * created again starts to count its offsets from 0.
 */
@Component
class TopicLedger {

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

	/**
	 * Rejected records of the old topic would take the places of records of the new
	 * topic.
	 */
	private static final String FORGET_REJECTED = """
			DELETE FROM ingest.rejected_record r WHERE pipeline = ? AND NOT EXISTS (
				SELECT FROM ingest.batch b
				WHERE b.pipeline = r.pipeline AND b.number IN (r.batch, r.retried_in) AND b.state = 'SET_ASIDE')
			""";

	/**
	 * Writes the counts of the batch now, because its rejected records are about to be
	 * deleted.
	 */
	private static final String SETTLE = """
			UPDATE ingest.batch_part SET rows_found = 0, rejected_found = rejected WHERE pipeline = ? AND batch = ?
			""";

	private static final String REPLACE = "UPDATE ingest.pipeline SET topic_id = ?, first_batch = ? WHERE name = ?";

	private final JdbcClient jdbc;

	private final OpenBatches batches;

	private final OffsetLedger offsets;

	private final String pipeline;

	TopicLedger(@Control JdbcClient jdbc, OpenBatches batches, OffsetLedger offsets, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.batches = batches;
		this.offsets = offsets;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the topic that the offsets belong to.
	 * @return the topic, with its id
	 */
	KnownTopic known() {
		return this.jdbc.sql(KNOWN)
			.param(this.pipeline)
			.query((rs, index) -> new KnownTopic(rs.getString("topic_id"), rs.getTimestamp("read_at").toInstant()))
			.single();
	}

	/**
	 * Goes on with another topic, from its beginning. Refuses to do so while rows of the
	 * old topic are not merged yet, or rejected records of the old topic are waiting.
	 * @param topicId the new topic's id
	 * @param beginOffsets where each of the new topic's partitions begins
	 * @return what has to be done first, or empty if the ledger now belongs to the new
	 * topic
	 */
	Optional<String> replace(String topicId, Map<Integer, Long> beginOffsets) {
		return this.batches.whileNothingIsStaged(() -> {
			Optional<String> obstacle = obstacle();
			if (obstacle.isEmpty()) {
				this.jdbc.sql(REPLACE).params(topicId, firstBatch(), this.pipeline).update();
				this.offsets.replaceAll(beginOffsets);
				this.jdbc.sql("DELETE FROM ingest.log_end WHERE pipeline = ?").param(this.pipeline).update();
				this.jdbc.sql(FORGET_REJECTED).param(this.pipeline).update();
			}
			return obstacle;
		}).orElseGet(() -> Optional.of("Rows are being staged just now: try again in a moment."));
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

	/**
	 * Returns the first batch of the new topic. A batch has parts of one topic only, even
	 * if the parts have no rows.
	 */
	private long firstBatch() {
		OpenState open = open();
		if (!open.started()) {
			return open.number();
		}
		this.jdbc.sql(SETTLE).params(this.pipeline, open.number()).update();
		this.batches.closeWithoutRows(open.number());
		return open.number() + 1;
	}

	private OpenState open() {
		return this.jdbc.sql(OPEN).param(this.pipeline).query(OpenState.class).single();
	}

	/**
	 * The topic that the offsets belong to.
	 *
	 * @param id the topic's id
	 * @param readAt when the ledger was asked, by the database's clock
	 */
	record KnownTopic(String id, Instant readAt) {
	}

	private record OpenState(long number, boolean started, boolean hasRows) {
	}

}
