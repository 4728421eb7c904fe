package io.kafkatojdbc.database;

import java.util.Objects;

import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.testing.PgBouncer;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that only read are limited, also in sessions that a pooler shares. */
class QuestionSessionsIT {

	private final DatabaseConfiguration configuration = new DatabaseConfiguration();

	private final PoolPreparation preparation = new PoolPreparation();

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/batches, true", "HEAD, /status, true", "POST, /api/batches, false",
			"GET, /consumer/add/lucas, false", "GET, /consumer/remove/lucas, false",
			"GET, /config/update/max.poll.records=100, false", "GET, /api/consumers, true" })
	void whatChangesSomethingIsNoQuestion(String method, String path, boolean question) {
		request(method, path);
		assertThat(ControlConnections.isForQuestion()).isEqualTo(question);
	}

	@Test
	void aSessionOfItsOwnHasTheTimeOut() {
		assertTimeOuts(TestServers.database());
	}

	@Test
	void aTransactionInASharedSessionHasTheTimeOut() {
		try (PgBouncer bouncer = PgBouncer.start(TestServers.database())) {
			assertTimeOuts(bouncer.database());
		}
	}

	private void assertTimeOuts(TestDatabase database) {
		try (HikariDataSource staging = new HikariDataSource()) {
			staging.setJdbcUrl(database.jdbcUrl());
			staging.setUsername(TestDatabase.USER);
			staging.setPassword(TestDatabase.USER);
			this.preparation.postProcessBeforeInitialization(staging, "dataSource");
			try (HikariDataSource control = this.configuration.controlDataSource(staging, this.preparation,
					Pipelines.films(), null);
					HikariDataSource questions = this.configuration.questionDataSource(staging, this.preparation,
							null)) {
				JdbcTemplate jdbc = this.configuration.controlJdbcTemplate(control, questions);
				TransactionTemplate transaction = this.configuration.controlTransaction(jdbc, staging,
						this.preparation);
				assertThat(timeOut(transaction, jdbc)).isEqualTo("0");
				request("GET", "/api/batches");
				assertThat(timeOut(transaction, jdbc)).isEqualTo("20s");
				request("POST", "/api/batches");
				assertThat(timeOut(transaction, jdbc)).isEqualTo("0");
			}
		}
	}

	private static String timeOut(TransactionTemplate transaction, JdbcTemplate jdbc) {
		return Objects.requireNonNull(transaction
			.execute((status) -> Objects.requireNonNull(jdbc.queryForObject("SHOW statement_timeout", String.class))));
	}

	private static void request(String method, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		request.setServletPath(path);
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
	}

}
