package io.kafkatojdbc.faults;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.kafkatojdbc.ledger.Ledgers;
import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.PgBouncer;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The service works with a PgBouncer in transaction mode, and leaves nothing in the
 * sessions that it shares with other clients.
 */
class PgBouncerIT {

	/** PgBouncer itself sets some settings for each of its clients. */
	private static final String LEFT = """
			SELECT name || ' = ' || setting FROM pg_settings WHERE source = 'session' AND name NOT IN ('client_encoding',
				'DateStyle', 'TimeZone', 'standard_conforming_strings', 'application_name')
			UNION ALL SELECT 'prepared ' || name FROM pg_prepared_statements
			UNION ALL SELECT 'locked ' || locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'
			""";

	private static final String RAISE_FOR_ONE = """
			IF EXISTS (SELECT FROM films_staging WHERE batch = p_batch AND name = 'Poison') THEN
				RAISE EXCEPTION 'no poison in here';
			END IF;
			""";

	private static final String MERGE = MergeScenario.merge("GET DIAGNOSTICS p_merged = ROW_COUNT;");

	private final MergeScenario scenario = new MergeScenario(2);

	private final PgBouncer bouncer = PgBouncer.start(this.scenario.database());

	@AfterEach
	void stop() {
		this.bouncer.close();
		this.scenario.close();
	}

	@Test
	void worksAndLeavesNothingInTheSessions() throws SQLException {
		TestDatabase pooled = this.bouncer.database();
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> Ledgers.create(pooled))
			.withMessageContaining("a direct connection");
		Ledgers.create(this.scenario.database());
		Ledgers.create(pooled);
		try (Service service = this.scenario.launcher("1s", 100, "1m")
			.environment("SPRING_DATASOURCE_URL", pooled.jdbcUrl())
			.with("ingest.consumers", "lucas,jon")
			.with("ingest.merge.max-attempts", 1)
			.start()) {
			this.scenario.films().send(1_000);
			this.scenario.awaitAllMerged();
			assertThat(service.get("/api/batches").status()).isEqualTo(200);
			assertThat(service.get("/api/rejected").status()).isEqualTo(200);
			assertThat(service.findInLog(" (WARN|ERROR) ")).as(service.logTail()).isEmpty();
			tryOutAFailedBatch(service);
			assertThat(service.terminate()).isZero();
		}
		assertThat(left(pooled)).isEmpty();
	}

	private void tryOutAFailedBatch(Service service) {
		this.scenario.replaceProcedure(RAISE_FOR_ONE + MERGE);
		this.scenario.films().send("poison", "Poison");
		int number = await("a failed batch").atMost(MergeScenario.PATIENCE)
			.until(this::failedBatch, (failed) -> failed > 0);
		String path = "/api/batches/" + number;
		assertThat(service.post(path + "/find-culprit").json().get("rows").asInt()).isOne();
		assertThat(service.post(path + "/dry-run").json().get("error").asString()).contains("no poison in here");
		this.scenario.replaceProcedure(MERGE);
		assertThat(service.post(path + "/dry-run").json().get("rowsMerged").asInt()).isPositive();
		assertThat(this.scenario.count("films WHERE id = 'poison'")).as("films of a dry run").isZero();
		assertThat(service.post(path + "/retry").status()).isEqualTo(202);
		this.scenario.awaitAllMerged();
	}

	private int failedBatch() {
		return this.scenario.database()
			.jdbc()
			.sql("SELECT coalesce(max(number), 0) FROM ingest.batch WHERE state = 'FAILED'")
			.query(Integer.class)
			.single();
	}

	/** Holds all sessions at once, to see each of them. */
	private static Set<String> left(TestDatabase pooled) throws SQLException {
		Set<String> left = new TreeSet<>();
		List<SingleConnectionDataSource> clients = new ArrayList<>();
		try {
			for (int i = 0; i < PgBouncer.CONNECTIONS; i++) {
				// Without this parameter, the driver itself would set something.
				SingleConnectionDataSource client = new SingleConnectionDataSource(
						pooled.jdbcUrl() + "?assumeMinServerVersion=16", TestDatabase.USER, TestDatabase.USER, true);
				clients.add(client);
				client.getConnection().setAutoCommit(false);
				left.addAll(new JdbcTemplate(client).queryForList(LEFT, String.class));
			}
		}
		finally {
			clients.forEach(SingleConnectionDataSource::destroy);
		}
		return left;
	}

}
