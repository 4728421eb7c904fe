package io.kafkatojdbc.retention;

import java.util.Objects;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.ClearedBatches;
import io.kafkatojdbc.ledger.ClearedBatches.Chunk;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what the ledger has kept for long enough: finished batches with their parts and
 * slices, rejected records that are decided, and changes of settings that later changes
 * have replaced. Each call is a short transaction. One instance deletes at a time.
 */
@Component
class Retention {

	private static final int CHUNK = 1_000;

	private static final String LOCK = """
			SELECT pg_try_advisory_xact_lock(hashtextextended('kafka-to-jdbc-batch retention ' || ?, 0))
			""";

	/** The counts of a batch include its rejected records, so they are kept with it. */
	private static final String REJECTED = """
			DELETE FROM ingest.rejected_record WHERE ctid = ANY (ARRAY(
				SELECT r.ctid FROM ingest.rejected_record r
				WHERE r.pipeline = :pipeline AND r.state IN ('RETRIED', 'DISCARDED')
					AND r.changed_at < now() - make_interval(secs => :age)
					AND NOT EXISTS (SELECT FROM ingest.batch b
						WHERE b.pipeline = r.pipeline AND b.number IN (r.batch, r.retried_in))
				ORDER BY r.changed_at LIMIT :chunk
				FOR UPDATE SKIP LOCKED))
			""";

	private static final String SETTINGS = """
			DELETE FROM ingest.setting_change WHERE ctid = ANY (ARRAY(
				SELECT c.ctid FROM ingest.setting_change c
				WHERE c.pipeline = :pipeline AND c.changed_at < now() - make_interval(secs => :age)
					AND EXISTS (SELECT FROM ingest.setting_change l
						WHERE l.pipeline = c.pipeline AND l.key = c.key AND l.number > c.number
							AND l.instance IS NOT DISTINCT FROM c.instance)
				ORDER BY c.number LIMIT :chunk
				FOR UPDATE SKIP LOCKED))
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ClearedBatches batches;

	private final String pipeline;

	private final double seconds;

	private Chunk last = Chunk.START;

	Retention(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, ClearedBatches batches,
			Pipeline pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.batches = batches;
		this.pipeline = pipeline.name();
		this.seconds = pipeline.keepBatches().toMillis() / 1000.0;
	}

	/**
	 * Deletes some of what is old.
	 * @return whether more may be left
	 */
	boolean trim() {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			if (!this.jdbc.sql(LOCK).param(this.pipeline).query(Boolean.class).single()) {
				return false;
			}
			this.jdbc.sql("SET LOCAL statement_timeout = '10s'").update();
			this.last = this.batches.delete(this.last.moreFollow() ? this.last : Chunk.START, this.seconds, CHUNK);
			return this.last.moreFollow() || delete(REJECTED) == CHUNK || delete(SETTINGS) == CHUNK;
		}));
	}

	private int delete(String statement) {
		return this.jdbc.sql(statement)
			.param("pipeline", this.pipeline)
			.param("age", this.seconds)
			.param("chunk", CHUNK)
			.update();
	}

}
