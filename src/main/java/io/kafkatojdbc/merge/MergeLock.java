package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The lock that a transaction takes to merge, try out or set aside a batch. The lock
 * works across all instances. The lock ends with the transaction that takes it.
 */
@Component
class MergeLock {

	private static final String KEY = "hashtextextended('kafka-to-jdbc-batch merge ' || ?, 0)";

	private static final String TRY_TAKE = "SELECT pg_try_advisory_xact_lock(%s)".formatted(KEY);

	private static final String TRY_SHARE = "SELECT pg_try_advisory_xact_lock_shared(%s)".formatted(KEY);

	private static final String TAKE = "SELECT pg_advisory_xact_lock(%s)".formatted(KEY);

	/** The time that the server needs to report that it has ended a merge. */
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
	 * Takes the lock for a merge if the lock is free, and sets the connection's network
	 * time-out to the time that a merge may take.
	 * @return whether the lock was free
	 */
	boolean tryTake() {
		return tryLock(TRY_TAKE);
	}

	/**
	 * Takes the lock for a slice if the lock is free. Slices of the same batch share the
	 * lock.
	 * @return whether the lock was free
	 */
	boolean tryShare() {
		return tryLock(TRY_SHARE);
	}

	private boolean tryLock(String lock) {
		takeTime();
		return Boolean.TRUE.equals(this.jdbc.queryForObject(lock, Boolean.class, this.pipeline));
	}

	/**
	 * Takes the lock for a request of an operator, and waits if the lock is not free.
	 * @throws PessimisticLockingFailureException if a merge holds the lock for more than
	 * a few seconds
	 */
	void take() {
		takeTime();
		this.jdbc.queryForList(TAKE, this.pipeline);
	}

	/**
	 * Sets the network time-out for a merge. The pool restores the usual time-out at the
	 * end of the transaction.
	 */
	private void takeTime() {
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			connection.setNetworkTimeout(Runnable::run, (int) this.longest.toMillis());
			return true;
		});
	}

}
