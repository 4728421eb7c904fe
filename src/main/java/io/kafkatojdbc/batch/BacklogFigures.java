package io.kafkatojdbc.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the ledger says in numbers, for meters and the page. The database ends a question
 * that takes longer than two seconds: there is another one soon.
 */
@Component
public class BacklogFigures {

	private static final String UNMERGED = """
			SELECT b.state, count(*) AS batches, coalesce(sum(p.staged + r.retried), 0) AS rows
			FROM ingest.batch b
			CROSS JOIN LATERAL (SELECT coalesce(sum(staged), 0) AS staged FROM ingest.batch_part p
				WHERE p.pipeline = b.pipeline AND p.batch = b.number) p
			CROSS JOIN LATERAL (SELECT count(*) AS retried FROM ingest.rejected_record r
				WHERE r.pipeline = b.pipeline AND r.retried_in = b.number) r
			WHERE b.pipeline = ? AND b.state NOT IN ('MERGED', 'CLEARED')
			GROUP BY b.state
			""";

	/** What is not complete yet has been so since the pipeline began. */
	private static final String STALENESS = """
			SELECT f.kafka_partition,
				extract(epoch FROM clock_timestamp() - coalesce(f.complete_until, l.created_at)) AS seconds
			FROM ingest.freshness f JOIN ingest.pipeline l ON l.name = f.pipeline
			WHERE f.pipeline = ?
			""";

	/** A partition of which nothing is missing counts as current until now. */
	private static final String SECONDS_BEHIND = """
			SELECT max(CASE WHEN merged_offset >= greatest(staged_offset, end_offset) THEN 0
				ELSE floor(extract(epoch FROM clock_timestamp() - complete_until)) END)
			FROM ingest.freshness WHERE pipeline = ?
			""";

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	BacklogFigures(@Control JdbcClient jdbc, LimitedQuestion question, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = pipeline.name();
	}

	/**
	 * Counts the batches that are not merged.
	 * @return what there is in each state; states of no batch are missing
	 */
	public Map<BatchState, Unmerged> unmerged() {
		return this.question.askInBackground(() -> this.jdbc.sql(UNMERGED)
			.param(this.pipeline)
			.query((rs, index) -> Unmerged.of(rs))
			.list()
			.stream()
			.collect(Collectors.toMap(Unmerged::state, (each) -> each)));
	}

	/**
	 * Tells how long ago the target was complete.
	 * @return seconds by partition
	 */
	public Map<Integer, Double> staleness() {
		return this.question.askInBackground(() -> this.jdbc.sql(STALENESS)
			.param(this.pipeline)
			.query((rs, index) -> Map.entry(rs.getInt("kafka_partition"), rs.getDouble("seconds")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
	}

	/**
	 * Tells how long ago the target had every record.
	 * @return whole seconds, 0 if nothing is missing that is known of; empty before
	 * anything was merged
	 */
	public Optional<Long> secondsBehind() {
		return this.question
			.askInBackground(() -> this.jdbc.sql(SECONDS_BEHIND).param(this.pipeline).query(Long.class).optional());
	}

	/**
	 * The batches in a state in which they are not merged.
	 *
	 * @param state the state
	 * @param batches how many they are
	 * @param rows how many rows they have, those of slices that are merged among them
	 */
	public record Unmerged(BatchState state, long batches, long rows) {

		private static Unmerged of(ResultSet rs) throws SQLException {
			return new Unmerged(BatchState.valueOf(rs.getString("state")), rs.getLong("batches"), rs.getLong("rows"));
		}

	}

}
