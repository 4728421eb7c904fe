package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.topic.UnfinishedTopic.OpenState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows which topic the offsets in the ledger belong to. A topic that is deleted and
 * created again starts to count its offsets from 0.
 */
@Component
class TopicLedger {

	private static final Logger log = LoggerFactory.getLogger(TopicLedger.class);

	private static final String KNOWN = """
			SELECT topic_id, clock_timestamp() AS read_at FROM ingest.pipeline WHERE name = ?
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

	private static final String ADOPT = "UPDATE ingest.pipeline SET topic_id = ? WHERE name = ? AND topic_id = ?";

	private static final String REPLACE = "UPDATE ingest.pipeline SET topic_id = ?, first_batch = ? WHERE name = ?";

	private final JdbcClient jdbc;

	private final OpenBatches batches;

	private final OffsetLedger offsets;

	private final UnfinishedTopic unfinished;

	private final GrowthLedger growth;

	private final String pipeline;

	TopicLedger(@Control JdbcClient jdbc, OpenBatches batches, OffsetLedger offsets, UnfinishedTopic unfinished,
			GrowthLedger growth, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.batches = batches;
		this.offsets = offsets;
		this.unfinished = unfinished;
		this.growth = growth;
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
	 * Notes the id of a topic that had none before.
	 * @return the id that the ledger knows now
	 */
	String adopt(String topicId) {
		if (this.jdbc.sql(ADOPT).params(topicId, this.pipeline, TopicState.NO_ID).update() == 1) {
			log.info("The topic has got an id with newer brokers: {}", topicId);
		}
		return known().id();
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
			Optional<String> obstacle = this.unfinished.obstacle();
			if (obstacle.isEmpty()) {
				this.jdbc.sql(REPLACE).params(topicId, firstBatch(), this.pipeline).update();
				this.growth.end();
				this.offsets.replaceAll(beginOffsets);
				this.jdbc.sql("DELETE FROM ingest.log_end WHERE pipeline = ?").param(this.pipeline).update();
				this.jdbc.sql("DELETE FROM ingest.log_cut WHERE pipeline = ?").param(this.pipeline).update();
				this.jdbc.sql(FORGET_REJECTED).param(this.pipeline).update();
			}
			return obstacle;
		}).orElseGet(() -> Optional.of("Rows are being staged just now: try again in a moment."));
	}

	/**
	 * Returns the first batch of the new topic. A batch has parts of one topic only, even
	 * if the parts have no rows.
	 */
	private long firstBatch() {
		OpenState open = this.unfinished.openBatch();
		if (!open.started()) {
			return open.number();
		}
		this.jdbc.sql(SETTLE).params(this.pipeline, open.number()).update();
		this.batches.closeWithoutRows(open.number());
		return open.number() + 1;
	}

}
