package io.kafkatojdbc.ledger;

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
class LimitedQuestion {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	LimitedQuestion(@Control JdbcClient jdbc, @Control TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Asks as a person does.
	 * @param question asks, in a transaction of its own
	 * @return the answer
	 * @throws org.springframework.dao.QueryTimeoutException if it takes too long
	 */
	<T> T ask(Supplier<T> question) {
		return ask(PATIENCE, question);
	}

	/**
	 * Asks.
	 * @param patience how long a statement may take
	 * @param question asks, in a transaction of its own
	 * @return the answer
	 * @throws org.springframework.dao.QueryTimeoutException if it takes too long
	 */
	<T> T ask(Duration patience, Supplier<T> question) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = " + patience.toMillis()).update();
			return question.get();
		}));
	}

}
