package io.kafkatojdbc.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the current and the past batches from the ledger.
 */
@Component
public class BatchHistory {

	private static final String SELECT = """
			SELECT b.number, b.slot, b.state, b.reason, b.opened_at, b.sealed_at, b.merge_started_at, b.merged_at,
				b.cleared_at, b.set_aside_at, b.rows_merged, b.attempts, b.next_attempt_at, b.error,
				clock_timestamp() AS now, p.staged_rows + r.retried AS rows, r.retried, p.rejected, p.skipped,
				least(p.first_staged_at, r.first_retried_at) AS first_staged_at,
				greatest(p.last_staged_at, r.last_retried_at) AS last_staged_at
			FROM (SELECT * FROM ingest.batch WHERE pipeline = ? AND %s) b
			CROSS JOIN LATERAL (
				SELECT coalesce(sum(staged + extra_rows), 0) AS staged_rows, coalesce(sum(rejected), 0) AS rejected,
					coalesce(sum(skipped), 0) AS skipped, min(first_staged_at) AS first_staged_at,
					max(last_staged_at) AS last_staged_at
				FROM ingest.batch_part p WHERE p.pipeline = b.pipeline AND p.batch = b.number) p
			CROSS JOIN LATERAL (
				SELECT coalesce(sum(retried_rows), 0) AS retried, min(changed_at) AS first_retried_at,
					max(changed_at) AS last_retried_at
				FROM ingest.rejected_record r WHERE r.pipeline = b.pipeline AND r.retried_in = b.number) r
			ORDER BY b.number DESC
			""";

	/**
	 * The states are literals, because the planner must know that some states have an
	 * index of their own.
	 */
	private static final String RECENT = SELECT.formatted("state IN (%s) ORDER BY number DESC LIMIT ?");

	private static final String CURRENT = SELECT.formatted("state IN ('OPEN', 'SEALED', 'MERGED', 'FAILED')");

	private static final String ONE = SELECT.formatted("number = ?");

	private final JdbcClient jdbc;

	private final String pipeline;

	BatchHistory(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the batches that are not finished.
	 * @return the open batch, and the batch before it if that batch is not finished
	 */
	public CurrentBatches current() {
		List<Instant> now = new ArrayList<>();
		List<Batch> current = this.jdbc.sql(CURRENT).params(this.pipeline).query((rs, index) -> {
			now.add(rs.getTimestamp("now").toInstant());
			return BatchRow.read(rs);
		}).list();
		return new CurrentBatches(current.get(0), (current.size() > 1) ? Optional.of(current.get(1)) : Optional.empty(),
				now.get(0));
	}

	/**
	 * Returns the last batches.
	 * @param states the states of the batches to return
	 * @param limit how many batches to return at most
	 * @return the batches, newest first
	 */
	public List<Batch> recent(Set<BatchState> states, int limit) {
		String wanted = states.stream().map((state) -> "'" + state + "'").collect(Collectors.joining(", "));
		return this.jdbc.sql(RECENT.formatted(wanted))
			.params(this.pipeline, limit)
			.query((rs, index) -> BatchRow.read(rs))
			.list();
	}

	/**
	 * Returns the last batches that reached the target table.
	 * @param limit how many batches to return at most
	 * @return the batches, newest first
	 */
	public List<Batch> finished(int limit) {
		return recent(EnumSet.of(BatchState.MERGED, BatchState.CLEARED), limit);
	}

	/**
	 * Returns one batch.
	 * @param number the batch's number
	 * @return the batch, or empty if no batch has this number
	 */
	public Optional<Batch> find(long number) {
		return this.jdbc.sql(ONE).params(this.pipeline, number).query((rs, index) -> BatchRow.read(rs)).optional();
	}

	/**
	 * The batches that are not finished.
	 *
	 * @param open the batch that takes rows
	 * @param unfinished the batch before the open batch, until that batch is cleared
	 * @param now the time by the database's clock
	 */
	public record CurrentBatches(Batch open, Optional<Batch> unfinished, Instant now) {
	}

}
