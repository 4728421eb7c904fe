package io.kafkatojdbc.merge;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch is merged in slices, each once and by itself. */
class SlicesIT {

	private static final String NOTE_CALL = """
			INSERT INTO call SELECT p_batch, p_slice, p_slices, count(*) FROM films_staging
			WHERE batch = p_batch AND kafka_partition % p_slices = p_slice;
			GET DIAGNOSTICS p_merged = ROW_COUNT;
			""";

	private static final String RAISE_FOR_ONE = """
			IF EXISTS (SELECT FROM films_staging WHERE batch = p_batch AND kafka_partition % p_slices = p_slice
					AND name = 'Poison') THEN
				RAISE EXCEPTION 'no poison in here';
			END IF;
			""";

	private static final String MERGE = MergeScenario.merge("GET DIAGNOSTICS p_merged = ROW_COUNT;");

	private final MergeScenario scenario = new MergeScenario(3);

	@BeforeEach
	void noteCalls() {
		this.scenario.database()
			.execute("CREATE TABLE call (batch bigint, slice integer, slices integer, rows bigint)");
	}

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void eachIsCalledForOnce() {
		this.scenario.replaceProcedure(NOTE_CALL + MERGE);
		try (Service service = launcher(2).start()) {
			this.scenario.films().send(100);
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.awaitAllMerged();
			JsonNode batch = MergeScenario.batch(service, 1);
			assertThat(batch.get("slices")).hasSize(2);
			assertThat(batch.get("rowsMerged").asInt()).isEqualTo(rowsMerged(batch, 0) + rowsMerged(batch, 1));
			assertThat(batch.get("differences")).isEmpty();
			assertThat(this.scenario.count("call WHERE slices = 2 AND rows > 0")).isEqualTo(2);
			assertThat(this.scenario.count("(SELECT sum(rows) FROM call HAVING sum(rows) = 100) t")).isOne();
		}
	}

	private static int rowsMerged(JsonNode batch, int slice) {
		return batch.get("slices").get(slice).get("rowsMerged").asInt();
	}

	@Test
	void oneThatFailsIsRepeatedWithoutTheOthersThoughBatchesAreToBeWholeByThen() {
		this.scenario.replaceProcedure(RAISE_FOR_ONE + NOTE_CALL + MERGE);
		try (Service service = launcher(2).start()) {
			int poisoned = failInOneSlice(service);
			assertThat(this.scenario.count("call WHERE slice <> " + poisoned)).isOne();
			assertThat(service.post("/api/batches/1/dry-run").json().get("error").asString()).contains("no poison");
			JsonNode culprit = service.post("/api/batches/1/find-culprit").json();
			assertThat(culprit.get("rows").asInt()).isOne();
			assertThat(culprit.get("from").get("partition").asInt() % 2).isEqualTo(poisoned);
		}
		this.scenario.replaceProcedure(NOTE_CALL + MERGE);
		try (Service service = launcher(1).start()) {
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.awaitAllMerged();
			assertThat(this.scenario.count("call WHERE slices = 2")).isEqualTo(2);
			assertThat(MergeScenario.batch(service, 1).get("differences")).isEmpty();
		}
	}

	@Test
	void whatIsMergedIsNotSetAside() {
		this.scenario.replaceProcedure(RAISE_FOR_ONE + NOTE_CALL + MERGE);
		try (Service service = launcher(2).start()) {
			int poisoned = failInOneSlice(service);
			assertThat(MergeScenario.batch(service, 1).get("differences")).isEmpty();
			assertThat(service.post("/api/batches/1/set-aside").json().get("state").asString()).isEqualTo("SET_ASIDE");
			assertThat(this.scenario.count("films_staging_set_aside")).isPositive()
				.isEqualTo(this.scenario
					.count("films_staging_set_aside WHERE kafka_partition %% 2 = %d".formatted(poisoned)));
			assertThat(MergeScenario.batch(service, 1).get("differences")).isEmpty();
			this.scenario.replaceProcedure(NOTE_CALL + MERGE);
			assertThat(service.post("/api/batches/1/merge").json().get("state").asString()).isEqualTo("CLEARED");
			this.scenario.awaitAllMerged();
			assertThat(this.scenario.count("(SELECT sum(rows) FROM call HAVING sum(rows) = 100) t")).isOne();
		}
	}

	@Test
	void whatIsMergedInPartFailsUntilTheProcedureTakesSlicesAgain() {
		this.scenario.replaceProcedure(RAISE_FOR_ONE + NOTE_CALL + MERGE);
		try (Service service = launcher(2).start()) {
			failInOneSlice(service);
			takeSlicesAway();
			service.post("/api/batches/1/retry");
			await("a failure that says why").atMost(MergeScenario.PATIENCE)
				.untilAsserted(() -> assertThat(MergeScenario.batch(service, 1).get("error").asString())
					.contains("give it back p_slice and p_slices and retry the batch"));
			assertThat(MergeScenario.batch(service, 1).get("times").get("nextAttempt").isNull()).isTrue();
			assertThat(service.get("/health").body()).doesNotContain("The coordinator can't go on");
			this.scenario.database().execute("DROP PROCEDURE merge_films");
			this.scenario.replaceProcedure(NOTE_CALL + MERGE);
			service.post("/api/batches/1/retry");
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.awaitAllMerged();
		}
	}

	private void takeSlicesAway() {
		this.scenario.database().execute("DROP PROCEDURE merge_films");
		this.scenario.database()
			.execute("CREATE PROCEDURE merge_films(p_batch bigint) LANGUAGE plpgsql AS $$ BEGIN %s END $$"
				.formatted(MergeScenario.merge("").replace("p_slices = p_slice", "1 = 0")));
	}

	@Test
	void aProcedureThatKnowsNoSlicesMergesBatchesAsAWhole() {
		takeSlicesAway();
		try (Service service = launcher(2).start()) {
			this.scenario.films().send(100);
			this.scenario.awaitAllMerged();
			assertThat(MergeScenario.batch(service, 1).get("slices")).isEmpty();
			assertThat(service.log()).contains("Batches are merged as a whole", "p_slices");
		}
	}

	private ServiceLauncher launcher(int parallelism) {
		return this.scenario.launcher("1h", 100, "1h")
			.with("ingest.merge.parallelism", parallelism)
			.with("ingest.merge.max-attempts", 1);
	}

	private int failInOneSlice(Service service) {
		this.scenario.films().send(99);
		this.scenario.films().send("poison", "Poison");
		MergeScenario.awaitBatch(service, 1, "FAILED");
		await("the other slice").atMost(MergeScenario.PATIENCE)
			.until(() -> this.scenario.count("ingest.batch_slice WHERE merged_at IS NOT NULL") == 1);
		return this.scenario.database()
			.jdbc()
			.sql("SELECT slice FROM ingest.batch_slice WHERE merged_at IS NULL")
			.query(Integer.class)
			.single();
	}

}
