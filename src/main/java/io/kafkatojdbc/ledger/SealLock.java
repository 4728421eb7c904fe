package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.pipeline.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lock that keeps a batch open while rows are staged into it. Transactions that stage
 * rows share the lock. A transaction that seals a batch holds the lock alone. The lock is
 * an advisory lock of the database, so it works across all instances. The lock ends with
 * its transaction.
 */
@Component
class SealLock {

	private static final Logger log = LoggerFactory.getLogger(SealLock.class);

	/**
	 * A poll is staged in milliseconds. A session that needs this long is frozen, or has
	 * lost its client.
	 */
	private static final Duration FROZEN_AFTER = Duration.ofSeconds(30);

	private static final String KEY = "hashtextextended('kafka-to-jdbc-batch seal ' || ?, 0)";

	private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(%s)".formatted(KEY);

	private static final String HOLD = "SELECT pg_advisory_xact_lock(%s)".formatted(KEY);

	/**
	 * The view pg_locks shows the key of an advisory lock in two halves. If the clock was
	 * set back, nobody knows the age of a transaction that began before.
	 */
	private static final String END_FROZEN = """
			SELECT count(pg_terminate_backend(l.pid))
			FROM (SELECT %s AS key) k
			JOIN pg_locks l ON l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
				AND (l.classid::bigint << 32) | l.objid::bigint = k.key
			JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
			JOIN pg_stat_activity a ON a.pid = l.pid
			WHERE a.pid <> pg_backend_pid() AND (a.xact_start < clock_timestamp() - make_interval(secs => ?)
				OR a.xact_start > clock_timestamp() + interval '1 second')
			""".formatted(KEY);

	private final String pipeline;

	private final Duration frozenAfter;

	@Autowired
	SealLock(Pipeline pipeline) {
		this(pipeline, FROZEN_AFTER);
	}

	SealLock(Pipeline pipeline, Duration frozenAfter) {
		this.pipeline = pipeline.name();
		this.frozenAfter = frozenAfter;
	}

	void share(JdbcClient jdbc) {
		jdbc.sql(SHARE).param(this.pipeline).query().singleRow();
	}

	/**
	 * Does some work in one transaction that holds the lock.
	 * @param jdbc access to the database
	 * @param transaction the transactions of that access
	 * @param work what to do
	 * @return the result of the work, or empty if another transaction shares the lock for
	 * more than two seconds; in that case the method also ends the database sessions that
	 * have held the lock for too long
	 */
	<T> Optional<T> whileHeld(JdbcClient jdbc, TransactionTemplate transaction, Supplier<T> work) {
		try {
			return Optional.ofNullable(transaction.execute((status) -> {
				hold(jdbc);
				return work.get();
			}));
		}
		catch (PessimisticLockingFailureException ex) {
			endFrozenHolders(jdbc);
			return Optional.empty();
		}
	}

	private void hold(JdbcClient jdbc) {
		jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
		jdbc.sql(HOLD).param(this.pipeline).query().singleRow();
	}

	/**
	 * Ends the database sessions that have held the lock for too long, outside of the
	 * transaction that waited for the lock.
	 */
	private void endFrozenHolders(JdbcClient jdbc) {
		long ended = jdbc.sql(END_FROZEN)
			.params(this.pipeline, this.frozenAfter.toSeconds())
			.query(Long.class)
			.single();
		if (ended > 0) {
			log.warn("Ended {} database sessions that had been staging for over {} s", ended,
					this.frozenAfter.toSeconds());
		}
	}

}
