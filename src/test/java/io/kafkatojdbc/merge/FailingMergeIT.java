package io.kafkatojdbc.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a batch, for whatever reason it was sealed, that can't be merged. */
class FailingMergeIT {

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void aBatchWhoseMergeFailsKeepsItsRowsAndIsMergedOnceTheProcedureIsMended() {
		try (Service service = this.scenario.launcher("1s", 1_000, "1h").start()) {
			this.scenario.replaceProcedure("RAISE EXCEPTION 'no more disk for films';");
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, 1, "FAILED");
			this.scenario.films().send(10);
			await("second attempt").atMost(MergeScenario.PATIENCE)
				.until(() -> MergeScenario.batch(service, 1).get("attempts").asInt() >= 2);
			JsonNode failed = MergeScenario.batch(service, 1);
			assertThat(failed.get("error").asString()).contains("no more disk for films");
			assertThat(failed.get("rows").asInt()).isEqualTo(10);
			assertThat(this.scenario.count("films_staging")).isEqualTo(10);
			assertThat(backOffSeconds(failed)).isGreaterThanOrEqualTo(1.9);
			Answer health = service.get("/health");
			assertThat(health.status()).isEqualTo(503);
			assertThat(health.body()).contains("Merge of batch 1 failed", "no more disk for films");
			assertThat(service.get("/api/consumers").json().get(0).get("state").asString()).isEqualTo("PAUSED");
			assertThat(service.get("/api/status").json().get("phase").asString()).isEqualTo("FAILED");
			assertThat(service.post("/api/batches").body()).contains("Batch 1 is FAILED", "no more disk for films");
			this.scenario.replaceProcedure(MergeScenario.merge("p_merged := 1;"));
			this.scenario.awaitAllMerged();
			MergeScenario.awaitHealth(service, "HEALTHY");
			assertThat(MergeScenario.batch(service, 1).get("error").isNull()).isTrue();
		}
	}

	private static double backOffSeconds(JsonNode failed) {
		JsonNode times = failed.get("times");
		return Duration
			.between(Instant.parse(times.get("sealed").asString()), Instant.parse(times.get("nextAttempt").asString()))
			.toMillis() / 1000.0;
	}

	@Test
	void aProcedureThatCommitsIsCalledAgainOnlyAfterARestart() {
		ServiceLauncher launcher = this.scenario.launcher("1s", 1_000, "1h");
		try (Service service = launcher.start()) {
			this.scenario.replaceProcedure(MergeScenario.merge("COMMIT;"));
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, 1, "FAILED");
			await("reason").atMost(MergeScenario.PATIENCE)
				.untilAsserted(() -> assertThat(service.get("/health").body()).contains("must not COMMIT",
						"restart the service"));
			assertThat(MergeScenario.batch(service, 1).get("times").get("nextAttempt").isNull()).isTrue();
			this.scenario.replaceProcedure(MergeScenario.merge(""));
			await("no further attempt").during(Duration.ofSeconds(2))
				.atMost(MergeScenario.PATIENCE)
				.until(() -> MergeScenario.batch(service, 1).get("state").asString().equals("FAILED"));
		}
		try (Service service = launcher.start()) {
			this.scenario.awaitAllMerged();
			MergeScenario.awaitHealth(service, "HEALTHY");
		}
	}

	@Test
	void aBatchTellsWhyItWasSealedAndAProcedureNeedNotReportRows() {
		this.scenario.database().execute("DROP PROCEDURE merge_films");
		this.scenario.database()
			.execute("CREATE PROCEDURE merge_films(p_batch bigint) LANGUAGE plpgsql AS $$ BEGIN %s END $$"
				.formatted(MergeScenario.merge("").replace("p_slices = p_slice", "1 = 0")));
		try (Service service = this.scenario.launcher("1h", 50, "4s").start()) {
			this.scenario.films().send(50);
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.films().send(3);
			MergeScenario.awaitBatch(service, 2, "CLEARED");
			this.scenario.films().send(3);
			await("rows to merge").atMost(MergeScenario.PATIENCE)
				.until(() -> service.post("/api/batches").status() == 202);
			MergeScenario.awaitBatch(service, 3, "CLEARED");
			// Killed, it would keep its partition until its session is over
			assertThat(service.terminate()).isZero();
		}
		try (Service service = this.scenario.launcher("1s", 50, "1h").start()) {
			this.scenario.films().send(3);
			MergeScenario.awaitBatch(service, 4, "CLEARED");
			JsonNode batches = service.get("/api/batches?limit=5").json();
			assertThat(batches.valueStream().map((batch) -> batch.get("number") + " " + batch.get("reason").asString()))
				.containsExactly("5 ", "4 QUIET", "3 MANUAL", "2 AGE", "1 ROWS");
			assertThat(batches.get(1).get("rowsMerged").isNull()).isTrue();
		}
	}

	@Test
	void waitsForAReaderOfTheStagingTableToEnd() throws SQLException {
		try (Service service = this.scenario.launcher("1s", 1_000, "1h").start()) {
			try (Connection reader = this.scenario.database().dataSource().getConnection();
					Statement statement = reader.createStatement()) {
				reader.setAutoCommit(false);
				statement.execute("SELECT count(*) FROM films_staging");
				this.scenario.films().send(10);
				await("reason").atMost(MergeScenario.PATIENCE)
					.untilAsserted(() -> assertThat(service.get("/health").body())
						.contains("slot 0 of the staging table can't be emptied while another session uses it"));
				assertThat(MergeScenario.batch(service, 1).get("state").asString()).isEqualTo("MERGED");
				this.scenario.films().send(10);
				reader.rollback();
			}
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.awaitAllMerged();
			assertThat(this.scenario.count("films_staging")).isZero();
		}
	}

	@Test
	void tellsOfAPauseThatNoMergeCanTake() throws SQLException {
		try (Service service = this.scenario.launcher("1s", 10, "1h").with("ingest.merge.timeout", "1s").start()) {
			try (Connection merging = this.scenario.database().dataSource().getConnection();
					Statement statement = merging.createStatement()) {
				statement.execute("SELECT pg_advisory_lock(hashtextextended('kafka-to-jdbc-batch merge ' || name, 0)) "
						+ "FROM ingest.pipeline");
				this.scenario.films().send(10);
				await("reason").atMost(MergeScenario.PATIENCE)
					.untilAsserted(() -> assertThat(service.get("/health").body())
						.containsPattern("Consumers have been paused for \\d+ s.*ingest.merge.timeout"));
			}
			this.scenario.awaitAllMerged();
			MergeScenario.awaitHealth(service, "HEALTHY");
		}
	}

}
