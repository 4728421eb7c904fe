package io.kafkatojdbc.database;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the database what somebody waits for, and has it give up when nobody would wait
 * any longer, so that connections for the coordination are not used up by questions.
 */
@Component
public class LimitedQuestion {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** Another question follows soon, so none has to wait for long. */
	private static final Duration PATIENCE_IN_BACKGROUND = Duration.ofSeconds(2);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	LimitedQuestion(@Control JdbcClient jdbc, @Control TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Asks for somebody who waits for the answer.
	 * @param <T> what is asked for
	 * @param question asks, in a transaction of its own
	 * @return the answer
	 * @throws org.springframework.dao.QueryTimeoutException if a statement takes longer
	 * than 20 seconds
	 */
	public <T> T ask(Supplier<T> question) {
		return ask(PATIENCE, question);
	}

	/**
	 * Asks for a meter or a page. Such questions come one after the other, so that they
	 * take one connection.
	 * @param <T> what is asked for
	 * @param question asks, in a transaction of its own
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
