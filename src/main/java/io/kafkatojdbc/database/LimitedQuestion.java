package io.kafkatojdbc.database;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs queries with a time limit, so that slow queries do not use up the control
 * connections. The limit is the time that somebody would wait for the answer.
 */
@Component
public class LimitedQuestion {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** This limit is short, because the next query in the background follows soon. */
	private static final Duration PATIENCE_IN_BACKGROUND = Duration.ofSeconds(2);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	LimitedQuestion(@Control JdbcClient jdbc, @Control TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Runs a query for a user who waits for the answer.
	 * @param <T> the type of the answer
	 * @param question runs the query, in a transaction of its own
	 * @return the answer
	 * @throws org.springframework.dao.QueryTimeoutException if a statement takes longer
	 * than 20 seconds
	 */
	public <T> T ask(Supplier<T> question) {
		return ask(PATIENCE, question);
	}

	/**
	 * Runs a query for a meter or a page. Such queries run one after the other, so that
	 * they use only one connection.
	 * @param <T> the type of the answer
	 * @param question runs the query, in a transaction of its own
	 * @return the answer
	 * @throws org.springframework.dao.QueryTimeoutException if a statement takes longer
	 * than two seconds
	 */
	public synchronized <T> T askInBackground(Supplier<T> question) {
		return ask(PATIENCE_IN_BACKGROUND, question);
	}

	<T> T ask(Duration patience, Supplier<T> question) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = " + patience.toMillis()).update();
			return question.get();
		}));
	}

}
