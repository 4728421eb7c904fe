package io.kafkatojdbc.topic;

import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.LogCut;
import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Knows what an operator may decide about a partition that has lost staged records. */
@Component
class CutDecision {

	/** Within a batch, the higher offset of a lost record would win. */
	private static final String UNMERGED = """
			SELECT 'Batch ' || b.number || ' is ' || b.state || ' and has rows of these offsets: have it merged first.'
			FROM ingest.batch b
			WHERE b.pipeline = :pipeline AND b.state NOT IN ('MERGED', 'CLEARED') AND (
				EXISTS (SELECT FROM ingest.batch_part p WHERE p.pipeline = b.pipeline AND p.batch = b.number
					AND p.kafka_partition = :partition AND p.next_offset > :to AND p.staged > 0)
				OR EXISTS (SELECT FROM ingest.rejected_record r WHERE r.pipeline = b.pipeline AND r.retried_in = b.number
					AND r.kafka_partition = :partition AND r.kafka_offset >= :to))
			ORDER BY b.number LIMIT 1
			""";

	/** A record that takes the offset of a rejected one may be rejected, too. */
	private static final String WAITING = """
			SELECT count(*) FROM ingest.rejected_record
			WHERE pipeline = :pipeline AND kafka_partition = :partition AND kafka_offset >= :to AND state = 'WAITING'
			""";

	private final LogCuts cuts;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final String pipeline;

	CutDecision(LogCuts cuts, @Control JdbcClient jdbc, @Control TransactionTemplate transaction, Pipeline pipeline) {
		this.cuts = cuts;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.pipeline = pipeline.name();
	}

	/** Returns what was lost of a partition, or empty if nothing was lost. */
	Optional<LogCut> find(int partition) {
		return this.cuts.all().stream().filter((cut) -> cut.partition() == partition).findFirst();
	}

	/**
	 * Returns why a partition cannot go on at an offset now, or empty if it can. Records
	 * before the cut are not read again, because a record that is read again has a higher
	 * order, and would win against a newer version in another partition.
	 * @param cut what the partition has lost
	 * @param range where the partition begins and ends
	 * @param from the partition's next offset in the ledger
	 * @param to the offset
	 */
	Optional<String> obstacle(LogCut cut, LogRange range, long from, long to) {
		if (to >= from && range.contains(to)) {
			return Optional.empty();
		}
		if (to != cut.resumeAt(range.begin(), range.end())) {
			return Optional.of(cut.describe(range.begin(), range.end()) + ".");
		}
		return ask(UNMERGED, cut, to).query(String.class).optional().or(() -> waiting(cut, to));
	}

	private Optional<String> waiting(LogCut cut, long to) {
		long waiting = ask(WAITING, cut, to).query(Long.class).single();
		return (waiting > 0)
				? Optional.of("%d rejected records of these offsets wait: retry or discard them first (/api/rejected)."
					.formatted(waiting))
				: Optional.empty();
	}

	private JdbcClient.StatementSpec ask(String sql, LogCut cut, long to) {
		return this.jdbc.sql(sql).param("pipeline", this.pipeline).param("partition", cut.partition()).param("to", to);
	}

	/** Lets consumers read a partition again, from the ledger's offset. */
	void settle(LogCut cut) {
		this.transaction.executeWithoutResult((status) -> this.cuts.settle(cut.partition()));
	}

}
