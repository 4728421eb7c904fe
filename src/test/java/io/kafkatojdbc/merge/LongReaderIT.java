package io.kafkatojdbc.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody uses the staging table for long, so that its slots cannot be truncated.
 */
class LongReaderIT {

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void rowsAreDeletedWhileSomebodyReads() throws SQLException {
		createUserWithoutDelete();
		try (Service service = this.scenario.launcher("1s", 10, "1h")
			.environment("SPRING_DATASOURCE_USERNAME", "no_delete")
			.start()) {
			assertThat(service.log()).contains("may not delete rows of the slots: GRANT DELETE ON");
			try (Connection reader = session(); Statement statement = reader.createStatement()) {
				statement.execute("SELECT count(*) FROM films_staging");
				this.scenario.films().send(10);
				awaitDeletedOnceAllowed(service);
				finishBatches(service, 2, 5);
				assertGoesOn(service);
				reader.rollback();
			}
			finishBatches(service, 6, 7);
			assertThat(size("films_staging_0") + size("films_staging_1")).as("bytes left by dead rows").isZero();
			assertThat(service.get("/api/advice").body()).doesNotContain("truncated");
			this.scenario.awaitAllMerged();
		}
	}

	private void awaitDeletedOnceAllowed(Service service) {
		MergeScenario.awaitHealth(service, "slot 0 of the staging table can't be emptied", "of user test",
				"GRANT DELETE ON public.films_staging_0 TO no_delete");
		this.scenario.database()
			.execute("GRANT DELETE ON films_staging_0, films_staging_1 TO no_delete;"
					+ "INSERT INTO films_staging_0 (kafka_order, batch, kafka_offset, kafka_partition, id, name)"
					+ " VALUES ('epoch', 99, 0, 0, 'x', 'of another batch')");
		MergeScenario.awaitBatch(service, 1, "CLEARED");
		assertThat(this.scenario.count("films_staging_0 WHERE batch = 99")).as("rows of another batch").isOne();
		this.scenario.database().execute("DELETE FROM films_staging_0");
	}

	private void assertGoesOn(Service service) {
		this.scenario.awaitAllMerged();
		assertThat(this.scenario.count("films_staging")).isZero();
		assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
		assertThat(service.get("/api/advice").body()).contains("can't be truncated because of session");
		assertThat(service.findInLog("Rows of merged batches are deleted")).hasSize(1);
	}

	private void finishBatches(Service service, int first, int last) {
		for (int batch = first; batch <= last; batch++) {
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, batch, "CLEARED");
		}
	}

	@Test
	void rowsAreNotDeletedWhileSomebodyWrites() throws SQLException {
		try (Service service = this.scenario.launcher("1s", 10, "1h").start()) {
			try (Connection writer = session(); Statement statement = writer.createStatement()) {
				statement
					.execute("INSERT INTO films_staging_0 (kafka_order, batch, kafka_offset, kafka_partition, id, name)"
							+ " VALUES ('epoch', 1, 0, 0, 'x', 'not committed yet')");
				this.scenario.films().send(10);
				MergeScenario.awaitHealth(service, "also not by DELETE, because one of them writes: session");
				assertThat(MergeScenario.batch(service, 1).get("state").asString()).isEqualTo("MERGED");
				writer.rollback();
			}
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			assertThat(this.scenario.count("films_staging")).isZero();
			this.scenario.films().send(10);
			this.scenario.awaitAllMerged();
		}
	}

	/** An operator sets a batch aside while somebody reads. */
	@Test
	void aBatchIsSetAsideWhileSomebodyReads() throws SQLException {
		this.scenario.replaceProcedure("RAISE 'fails';");
		try (Service service = this.scenario.launcher("1s", 10, "1h").start();
				Connection reader = session();
				Statement statement = reader.createStatement()) {
			statement.execute("SELECT count(*) FROM films_staging");
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, 1, "FAILED");
			await("batch set aside").atMost(MergeScenario.PATIENCE)
				.until(() -> service.post("/api/batches/1/set-aside").status() == 200);
			assertThat(this.scenario.count("films_staging_set_aside WHERE batch = 1")).isEqualTo(10);
			assertThat(this.scenario.count("films_staging_0")).isZero();
			this.scenario.replaceProcedure(MergeScenario.merge(""));
			assertThat(service.post("/api/batches/1/merge").status()).isEqualTo(200);
			this.scenario.awaitAllMerged();
		}
	}

	private Connection session() throws SQLException {
		Connection session = this.scenario.database().dataSource().getConnection();
		session.setAutoCommit(false);
		return session;
	}

	private void createUserWithoutDelete() {
		this.scenario.database().execute("""
				DO $$ BEGIN
					IF to_regrole('no_delete') IS NULL THEN
						CREATE ROLE no_delete LOGIN PASSWORD 'test';
					END IF;
					EXECUTE format('GRANT CREATE ON DATABASE %I TO no_delete', current_database());
				END $$;
				GRANT INSERT, SELECT, TRUNCATE ON films_staging, films_staging_0, films_staging_1 TO no_delete;
				GRANT INSERT, SELECT, DELETE ON films_staging_set_aside TO no_delete;
				GRANT INSERT, SELECT, UPDATE ON films TO no_delete
				""");
	}

	private long size(String table) {
		return this.scenario.database()
			.jdbc()
			.sql("SELECT pg_relation_size(?)")
			.param(table)
			.query(Long.class)
			.single();
	}

}
