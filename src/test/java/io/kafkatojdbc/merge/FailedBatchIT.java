package io.kafkatojdbc.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator's ways out of a batch that can't be merged. */
class FailedBatchIT {

	private static final String RAISE_FOR_ONE = """
			IF EXISTS (SELECT FROM films_staging WHERE batch = p_batch AND name = 'Poison') THEN
				RAISE EXCEPTION 'no poison in here';
			END IF;
			""";

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void aBatchThatIsLeftToAnOperatorCanBeTriedOutSearchedSetAsideAndMergedLater() throws SQLException {
		this.scenario.replaceProcedure(RAISE_FOR_ONE + MergeScenario.merge("GET DIAGNOSTICS p_merged = ROW_COUNT;"));
		try (Service service = this.scenario.launcher("1h", 100, "1h").with("ingest.merge.max-attempts", 2).start()) {
			this.scenario.films().send(71);
			this.scenario.films().send("poison", "Poison");
			this.scenario.films().send(28);
			awaitLeftToOperator(service);
			assertSaysSoIfTheBatchIsBusy(service);
			assertFindsCulprit(service);
			assertThat(service.post("/api/batches/2/dry-run").body()).contains("Batch 2 is OPEN");
			this.scenario.films().send(50);
			assertThat(service.post("/api/batches/1/merge").body()).contains("Batch 1 is FAILED", "SET_ASIDE");
			assertThat(service.post("/api/batches/1/set-aside").json().get("state").asString()).isEqualTo("SET_ASIDE");
			assertThat(this.scenario.count("films_staging_set_aside WHERE batch = 1")).isEqualTo(100);
			this.scenario.films().send(50);
			MergeScenario.awaitBatch(service, 2, "CLEARED");
			MergeScenario.awaitHealth(service, "HEALTHY");
			assertThat(service.get("/api/batches?state=SET_ASIDE").json()).hasSize(1);
			assertMergesWhatWasSetAside(service);
		}
	}

	private void awaitLeftToOperator(Service service) {
		MergeScenario.awaitBatch(service, 1, "FAILED");
		await("last attempt").atMost(MergeScenario.PATIENCE)
			.until(() -> MergeScenario.batch(service, 1).get("attempts").asInt() == 2
					&& MergeScenario.batch(service, 1).get("times").get("nextAttempt").isNull());
		MergeScenario.awaitHealth(service, "Merge of batch 1 failed", "no poison in here");
		assertThat(service.post("/api/batches/1/retry").status()).isEqualTo(202);
		await("two attempts more").atMost(MergeScenario.PATIENCE)
			.until(() -> service.findInLog("Merge of batch 1 failed").size() == 4);
	}

	/** As a dry run, or another instance's merge, has it. */
	private void assertSaysSoIfTheBatchIsBusy(Service service) throws SQLException {
		try (Connection other = this.scenario.database().dataSource().getConnection();
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("SELECT FROM ingest.batch WHERE number = 1 FOR UPDATE");
			assertThat(service.post("/api/batches/1/retry").body()).contains("try again in a moment");
			assertThat(service.post("/api/batches/1/dry-run").body()).contains("try again in a moment");
		}
	}

	private void assertFindsCulprit(Service service) {
		JsonNode dryRun = service.post("/api/batches/1/dry-run").json();
		assertThat(dryRun.get("error").asString()).contains("no poison in here");
		JsonNode culprit = service.post("/api/batches/1/find-culprit").json();
		assertThat(culprit.get("rows").asLong()).isEqualTo(1);
		assertThat(culprit.get("from")).isEqualTo(culprit.get("to"));
		assertThat(culprit.get("from").get("offset").asLong()).isEqualTo(71);
		assertThat(culprit.get("error").asString()).contains("no poison in here");
		assertThat(service.get("/api/batches/1/rows/0/71").json().get("name").asString()).isEqualTo("Poison");
		assertThat(service.get("/api/batches/1/rows/0/4711").status()).isEqualTo(404);
		assertThat(culprit.get("minimal").asBoolean()).isTrue();
		assertThat(culprit.get("dryRuns").asInt()).isLessThan(20);
		assertThat(this.scenario.count("films_staging WHERE batch = 1")).isEqualTo(100);
		assertThat(this.scenario.count("films")).as("films in the target, with the sample's").isEqualTo(1);
	}

	private void assertMergesWhatWasSetAside(Service service) {
		assertThat(service.post("/api/batches/1/merge").body()).contains("stays set aside", "no poison in here");
		assertThat(MergeScenario.batch(service, 1).get("state").asString()).isEqualTo("SET_ASIDE");
		this.scenario.replaceProcedure("""
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch ORDER BY id, kafka_offset DESC
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, kafka_offset = excluded.kafka_offset
				WHERE films.kafka_offset < excluded.kafka_offset;
				""");
		long films = this.scenario.count("films");
		assertThat(service.post("/api/batches/1/dry-run").json().get("error").isNull()).isTrue();
		assertThat(this.scenario.count("films")).as("films in the target after a dry run").isEqualTo(films);
		assertThat(service.post("/api/batches/1/find-culprit").json().get("found").asBoolean()).isFalse();
		assertThat(service.post("/api/batches/1/merge").json().get("state").asString()).isEqualTo("CLEARED");
		assertThat(this.scenario.count("films_staging_set_aside")).isZero();
		this.scenario.awaitAllMerged();
		assertThat(service.post("/api/batches/1/dry-run").status()).isEqualTo(409);
		assertThat(service.post("/api/batches/77/dry-run").status()).isEqualTo(404);
	}

	@Test
	void aProcedureThatHangsIsEndedByTheServerAndItsBatchSetAsideIfSoWished() {
		this.scenario.replaceProcedure("PERFORM pg_sleep(60) FROM films_staging WHERE batch = p_batch AND "
				+ "name = 'Poison'; " + MergeScenario.merge(""));
		try (Service service = this.scenario.launcher("1s", 10, "1h")
			.with("ingest.merge.timeout", "500ms")
			.with("ingest.merge.max-attempts", 2)
			.with("ingest.merge.on-failure", "set-aside")
			.start()) {
			this.scenario.films().send(9);
			this.scenario.films().send("poison", "Poison");
			MergeScenario.awaitBatch(service, 1, "SET_ASIDE");
			assertThat(MergeScenario.batch(service, 1).get("attempts").asInt()).isEqualTo(2);
			assertThat(MergeScenario.batch(service, 1).get("error").asString()).contains("0.5s",
					"ingest.merge.timeout");
			JsonNode culprit = service.post("/api/batches/1/find-culprit").json();
			assertThat(culprit.get("found").asBoolean()).isTrue();
			assertThat(culprit.get("minimal").asBoolean()).as("found within the time of one merge").isFalse();
			this.scenario.films().send(10);
			MergeScenario.awaitBatch(service, 2, "CLEARED");
			this.scenario.replaceProcedure(MergeScenario.merge("p_merged := 10;"));
			assertThat(service.post("/api/batches/1/merge").json().get("rowsMerged").asInt()).isEqualTo(10);
		}
	}

	@Test
	void aMergeThatTheDatabaseCantDoNowIsNoneOfTheAttempts() {
		this.scenario.replaceProcedure("RAISE EXCEPTION 'disk full' USING ERRCODE = '53100';");
		try (Service service = this.scenario.launcher("1s", 10, "1h").with("ingest.merge.max-attempts", 1).start()) {
			this.scenario.films().send(10);
			MergeScenario.awaitHealth(service, "disk full");
			await("three tries").atMost(MergeScenario.PATIENCE)
				.until(() -> service.get("/actuator/metrics/ingest.merge?tag=outcome:failed")
					.json()
					.at("/measurements/0/value")
					.asInt() >= 3);
			assertThat(MergeScenario.batch(service, 1).get("state").asString()).isEqualTo("SEALED");
			assertThat(MergeScenario.batch(service, 1).get("attempts").asInt()).isZero();
			this.scenario.replaceProcedure(MergeScenario.merge(""));
			this.scenario.awaitAllMerged();
		}
	}

}
