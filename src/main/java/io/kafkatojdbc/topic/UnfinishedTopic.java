package io.kafkatojdbc.topic;

import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what of a topic is not merged or decided yet, which has to be done before the
 * pipeline goes on with another topic.
 */
@Component
class UnfinishedTopic {

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

	private final JdbcClient jdbc;

	private final String pipeline;

	UnfinishedTopic(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/** Returns what has to be done first, or empty if nothing has to be done. */
	Optional<String> obstacle() {
		return unfinishedBatch().or(this::stagedRows).or(this::waitingRecords);
	}

	private Optional<String> unfinishedBatch() {
		return this.jdbc.sql(UNFINISHED).param(this.pipeline).query(String.class).optional();
	}

	private Optional<String> stagedRows() {
		return Optional.of(openBatch())
			.filter(OpenState::hasRows)
			.map((open) -> "Batch %d has rows of the topic as it was: POST /api/batches first."
				.formatted(open.number()));
	}

	private Optional<String> waitingRecords() {
		long waiting = this.jdbc.sql(WAITING).param(this.pipeline).query(Long.class).single();
		return (waiting > 0) ? Optional
			.of("%d rejected records of the topic as it was wait: retry or discard them first (/api/rejected)."
				.formatted(waiting)) : Optional.empty();
	}

	OpenState openBatch() {
		return this.jdbc.sql(OPEN).param(this.pipeline).query(OpenState.class).single();
	}

	/**
	 * The open batch.
	 *
	 * @param number the batch's number
	 * @param started whether the batch has parts, even if the parts have no rows
	 * @param hasRows whether the batch has rows, or takes in retried records
	 */
	record OpenState(long number, boolean started, boolean hasRows) {
	}

}
