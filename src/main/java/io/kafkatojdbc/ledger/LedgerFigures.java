package io.kafkatojdbc.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the ledger says in numbers, for meters and the page. The database ends a question
 * that takes longer than two seconds: there is another one soon.
 */
@Component
public class LedgerFigures {

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

	private static final String REJECTED = """
			SELECT count(*) FROM (
				SELECT FROM ingest.rejected_record WHERE pipeline = ? AND state = 'WAITING' LIMIT ?) r
			""";

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	LedgerFigures(@Control JdbcClient jdbc, LimitedQuestion question, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Counts the batches that are not merged.
	 * @return what there is in each state; states of no batch are missing
	 */
	public Map<BatchState, Unmerged> unmerged() {
		return soon(() -> this.jdbc.sql(UNMERGED)
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
		return soon(() -> this.jdbc.sql(STALENESS)
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
		return soon(() -> this.jdbc.sql(SECONDS_BEHIND).param(this.pipeline).query(Long.class).optional());
	}

	/**
	 * Counts rejected records that wait for a decision.
	 * @param atMost where to stop counting
	 * @return how many there are
	 */
	public long rejectedWaiting(int atMost) {
		return soon(() -> this.jdbc.sql(REJECTED).params(this.pipeline, atMost).query(Long.class).single());
	}

	/** One after the other, as meters have one connection. */
	private synchronized <T> T soon(Supplier<T> asking) {
		return this.question.ask(PATIENCE, asking);
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
