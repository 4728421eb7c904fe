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
 * Reads figures about the backlog from the ledger, for meters and the page. The database
 * cancels a query that takes longer than two seconds, because the next query follows
 * soon.
 */
@Component
public class BacklogFigures {

	private static final String UNMERGED = """
			SELECT b.state, count(*) AS batches, coalesce(sum(p.staged_rows + r.retried), 0) AS rows
			FROM ingest.batch b
			CROSS JOIN LATERAL (SELECT coalesce(sum(staged + extra_rows), 0) AS staged_rows FROM ingest.batch_part p
				WHERE p.pipeline = b.pipeline AND p.batch = b.number) p
			CROSS JOIN LATERAL (SELECT coalesce(sum(retried_rows), 0) AS retried FROM ingest.rejected_record r
				WHERE r.pipeline = b.pipeline AND r.retried_in = b.number) r
			WHERE b.pipeline = ? AND b.state NOT IN ('MERGED', 'CLEARED')
			GROUP BY b.state
			""";

	/**
	 * A partition that was never complete counts as incomplete since the pipeline began.
	 */
	private static final String STALENESS = """
			SELECT f.kafka_partition,
				greatest(0, extract(epoch FROM clock_timestamp() - coalesce(f.complete_until, l.created_at))) AS seconds
			FROM ingest.freshness f JOIN ingest.pipeline l ON l.name = f.pipeline
			WHERE f.pipeline = ?
			""";

	/** A partition without missing records counts as complete until now. */
	private static final String SECONDS_BEHIND = """
			SELECT max(CASE WHEN merged_offset >= greatest(staged_offset, end_offset) THEN 0
				WHEN complete_until > clock_timestamp() THEN 0
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
	 * @return the batches in each state; a state without batches is left out
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
	 * Returns how long ago the target table was complete, for each partition.
	 * @return the seconds by partition
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
	 * Returns how long ago the target table had every record.
	 * @return whole seconds; 0 if no record is known to be missing; empty if nothing was
	 * merged yet
	 */
	public Optional<Long> secondsBehind() {
		return this.question
			.askInBackground(() -> this.jdbc.sql(SECONDS_BEHIND).param(this.pipeline).query(Long.class).optional());
	}

	/**
	 * The unmerged batches in one state.
	 *
	 * @param state the state
	 * @param batches the number of batches
	 * @param rows the number of rows in these batches, including rows of merged slices
	 */
	public record Unmerged(BatchState state, long batches, long rows) {

		private static Unmerged of(ResultSet rs) throws SQLException {
			return new Unmerged(BatchState.valueOf(rs.getString("state")), rs.getLong("batches"), rs.getLong("rows"));
		}

	}

}
