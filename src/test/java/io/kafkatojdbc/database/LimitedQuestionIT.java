package io.kafkatojdbc.database;

import java.time.Duration;

import javax.sql.DataSource;

import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The database gives up what takes longer than anybody waits. */
class LimitedQuestionIT {

	private final DataSource database = TestServers.emptyDatabase().dataSource();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	private final LimitedQuestion question = new LimitedQuestion(this.jdbc,
			new TransactionTemplate(new JdbcTransactionManager(this.database)));

	@Test
	void anAnswerThatTakesTooLongIsNotWaitedFor() {
		assertThatExceptionOfType(QueryTimeoutException.class)
			.isThrownBy(() -> this.question.ask(Duration.ofMillis(50), () -> ask("SELECT pg_sleep(60)::text")))
			.satisfies((ex) -> assertThat(new DatabaseProblemAdvice().tookTooLong(ex).getStatus())
				.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.value()));
	}

	@Test
	void othersAreAsTheDatabaseGivesThem() {
		assertThat(this.question.ask(() -> ask("SHOW statement_timeout"))).isEqualTo("20s");
		assertThat(ask("SHOW statement_timeout")).isEqualTo("0");
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.question.ask(() -> ask("SELECT 'x'::integer::text")));
	}

	private String ask(String sql) {
		return this.jdbc.sql(sql).query(String.class).single();
	}

}
