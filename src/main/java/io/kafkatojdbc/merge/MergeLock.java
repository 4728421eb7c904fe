package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The lock under which a batch leaves for the target table, over all instances. It ends
 * with the transaction that takes it.
 */
@Component
class MergeLock {

	private static final String KEY = "hashtextextended('kafka-to-jdbc-batch merge ' || ?, 0)";

	private static final String TRY_TAKE = "SELECT pg_try_advisory_xact_lock(%s)".formatted(KEY);

	private static final String TRY_SHARE = "SELECT pg_try_advisory_xact_lock_shared(%s)".formatted(KEY);

	private static final String TAKE = "SELECT pg_advisory_xact_lock(%s)".formatted(KEY);

	/** What the server takes to say that it has ended a merge. */
	private static final Duration MARGIN = Duration.ofSeconds(30);

	private final JdbcTemplate jdbc;

	private final String pipeline;

	private final Duration longest;

	MergeLock(@Control JdbcTemplate jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
		this.longest = pipeline.merge().timeout().plus(MARGIN);
	}

	/**
	 * Takes the lock for a merge, and gives the connection as much time as a merge may
	 * take.
	 * @return whether it could be had at once
	 */
	boolean tryTake() {
		return tryLock(TRY_TAKE);
	}

	/**
	 * Takes the lock together with other slices of the same batch.
	 * @return whether it could be had at once
	 */
	boolean tryShare() {
		return tryLock(TRY_SHARE);
	}

	private boolean tryLock(String lock) {
		takeTime();
		return Boolean.TRUE.equals(this.jdbc.queryForObject(lock, Boolean.class, this.pipeline));
	}

	/**
	 * Takes the lock for what an operator wants at once.
	 * @throws PessimisticLockingFailureException if a merge goes on for longer than a few
	 * seconds
	 */
	void take() {
		takeTime();
		this.jdbc.queryForList(TAKE, this.pipeline);
	}

	/** The pool sets the usual time-out again at the end of the transaction. */
	private void takeTime() {
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			connection.setNetworkTimeout(Runnable::run, (int) this.longest.toMillis());
			return true;
		});
	}

}
