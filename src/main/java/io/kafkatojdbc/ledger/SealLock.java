package io.kafkatojdbc.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
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

	static final String KEY = "hashtextextended('kafka-to-jdbc-batch seal ' || ?, 0)";

	/**
	 * The lock_timeout of those who share the lock and of those who have it. It is short,
	 * because a consumer that waits does not poll.
	 */
	private static final String LOCK_TIMEOUT = "2s";

	/**
	 * The server evaluates the columns in this order, so the time-outs apply to the lock.
	 * The second one ends the transaction of an instance that stands still.
	 */
	private static final String SHARE = """
			SELECT set_config('lock_timeout', '%s', true), set_config('idle_in_transaction_session_timeout', ?, true),
				pg_advisory_xact_lock_shared(%s)
			""".formatted(LOCK_TIMEOUT, KEY);

	private static final String HOLD = """
			SELECT set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true),
				pg_advisory_xact_lock(%s), set_config('lock_timeout', '%s', true)
			""".formatted(KEY, LOCK_TIMEOUT);

	/** A coordinator that looks for longer counts as stuck. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

	/** The time that the server needs to report that a wait for the lock has ended. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	private final String pipeline;

	private final String idleTimeout;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final SealWait wait;

	private final SealHolders holders;

	private volatile @Nullable String problem;

	SealLock(Pipeline pipeline, @Control JdbcTemplate jdbc, @Control TransactionTemplate transaction) {
		Duration idle = pipeline.staging().idleTimeout();
		this.pipeline = pipeline.name();
		this.idleTimeout = String.valueOf(idle.toMillis());
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.wait = new SealWait((idle.compareTo(LONGEST_WAIT) < 0) ? idle : LONGEST_WAIT, System::nanoTime);
		this.holders = new SealHolders(idle, System::nanoTime);
	}

	/**
	 * Shares the lock until the current transaction ends.
	 * @param jdbc access to the database in the current transaction
	 * @throws SealPendingException if somebody holds the lock alone, or waits for that,
	 * for more than two seconds
	 */
	void share(JdbcClient jdbc) {
		try {
			jdbc.sql(SHARE).params(this.idleTimeout, this.pipeline).query().singleRow();
		}
		catch (DataAccessException ex) {
			throw ErrorLadder.lockTimeout(ex) ? new SealPendingException() : ex;
		}
	}

	/**
	 * Does some work in one control transaction that holds the lock.
	 * @param work what to do
	 * @return the result of the work, or empty if other transactions share the lock for
	 * too long; the method waits longer when it is called again, and ends the database
	 * sessions of instances that stand still
	 */
	<T> Optional<T> whileHeld(Supplier<T> work) {
		if (!this.wait.isDue()) {
			return Optional.empty();
		}
		Duration patience = this.wait.next();
		try {
			return Optional.ofNullable(this.transaction.execute((status) -> {
				hold(patience);
				return work.get();
			}));
		}
		catch (SealPendingException ex) {
			waitedInVain(patience);
			return Optional.empty();
		}
	}

	private void hold(Duration patience) {
		// The pool restores the usual time-out at the end of the transaction.
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			connection.setNetworkTimeout(Runnable::run, networkTimeout(connection.getNetworkTimeout(), patience));
			return true;
		});
		try {
			this.jdbc.queryForList(HOLD, String.valueOf(patience.toMillis()), this.idleTimeout, this.pipeline);
		}
		catch (PessimisticLockingFailureException ex) {
			throw new SealPendingException();
		}
		this.wait.succeeded();
		this.problem = null;
	}

	private static int networkTimeout(int usual, Duration patience) throws SQLException {
		return (usual == 0) ? 0 : Math.max(usual, (int) patience.plus(MARGIN).toMillis());
	}

	private void waitedInVain(Duration patience) {
		Duration since = this.wait.failed(patience);
		String others = this.holders.look(JdbcClient.create(this.jdbc), this.pipeline);
		if (patience.compareTo(this.wait.next()) >= 0 && !others.isEmpty()) {
			this.problem = "the open batch has been waiting to be sealed for %d s, because these transactions stage rows: %s"
				.formatted(since.toSeconds(), others);
		}
	}

	/**
	 * Returns why the lock cannot be held, or {@code null} if the lock was free the last
	 * time, or is not waited for with the longest patience yet.
	 */
	@Nullable String problem() {
		return this.problem;
	}

}
