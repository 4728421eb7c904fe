package io.kafkatojdbc.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What consumers do while a batch is merged. */
class OverlapIT {

	private static final String WAIT = "PERFORM pg_advisory_xact_lock(17); ";

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void theyGoOnUntilTheNextBatchIsFull() throws SQLException {
		this.scenario.replaceProcedure(WAIT + MergeScenario.merge(""));
		try (Connection blocker = block(); Service service = launcher("overlap").start()) {
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, 1, "SEALED");
			this.scenario.films().send(20);
			awaitStaged(30);
			assertThat(states(service)).contains("RUNNING");
			this.scenario.films().send(20);
			awaitPaused(service);
			assertThat(MergeScenario.batch(service, 1).get("state").asString()).isEqualTo("SEALED");
			this.scenario.films().send(10);
			blocker.rollback();
			this.scenario.awaitAllMerged();
		}
	}

	@Test
	void theyPauseIfThatIsWished() throws SQLException {
		this.scenario.replaceProcedure(WAIT + MergeScenario.merge(""));
		try (Connection blocker = block(); Service service = launcher("pause").start()) {
			this.scenario.films().send(10);
			awaitPaused(service);
			blocker.rollback();
			this.scenario.awaitAllMerged();
		}
	}

	private Connection block() throws SQLException {
		Connection connection = this.scenario.database().dataSource().getConnection();
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT pg_advisory_xact_lock(17)");
		}
		return connection;
	}

	private void awaitStaged(int rows) {
		await(rows + " rows staged").atMost(MergeScenario.PATIENCE)
			.until(() -> this.scenario.count("films_staging") == rows);
	}

	private static void awaitPaused(Service service) {
		await("a consumer that pauses").atMost(MergeScenario.PATIENCE).until(() -> states(service).contains("PAUSED"));
	}

	private static String states(Service service) {
		return service.get("/api/consumers").body();
	}

	private ServiceLauncher launcher(String mode) {
		return this.scenario.launcher("1h", 10, "1h")
			.with("ingest.batch.max-rows-behind", 40)
			.with("ingest.merge.mode", mode);
	}

}
