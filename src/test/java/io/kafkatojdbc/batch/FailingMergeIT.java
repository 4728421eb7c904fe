package io.kafkatojdbc.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a batch, for whatever reason it was sealed, that can't be merged. */
class FailingMergeIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(1);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	private final Films films = new Films(TestServers.bootstrapServers(), this.topic);

	@AfterEach
	void close() {
		this.films.close();
	}

	@Test
	void aBatchWhoseMergeFailsKeepsItsRowsAndIsMergedOnceTheProcedureIsMended() {
		try (Service service = launcher("1s", 1_000, "1h").start()) {
			replaceProcedure("RAISE EXCEPTION 'no more disk for films';");
			this.films.send(10);
			awaitBatch(service, 1, "FAILED");
			this.films.send(10);
			await("second attempt").atMost(PATIENCE).until(() -> batch(service, 1).get("attempts").asInt() >= 2);
			JsonNode failed = batch(service, 1);
			assertThat(failed.get("error").asString()).contains("no more disk for films");
			assertThat(failed.get("rows").asInt()).isEqualTo(10);
			assertThat(count("films_staging")).isEqualTo(10);
			assertThat(backOffSeconds(failed)).isGreaterThanOrEqualTo(1.9);
			Answer health = service.get("/health");
			assertThat(health.status()).isEqualTo(503);
			assertThat(health.body()).contains("Merge of batch 1 failed", "no more disk for films");
			assertThat(service.get("/api/consumers").json().get(0).get("state").asString()).isEqualTo("PAUSED");
			assertThat(service.get("/api/status").json().get("phase").asString()).isEqualTo("FAILED");
			assertThat(service.post("/api/batches").body()).contains("Batch 1 is FAILED", "no more disk for films");
			replaceProcedure(merge("p_merged := 1;"));
			this.pipeline.awaitAllMerged(this.films);
			assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
			assertThat(batch(service, 1).get("error").isNull()).isTrue();
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
		ServiceLauncher launcher = launcher("1s", 1_000, "1h");
		try (Service service = launcher.start()) {
			replaceProcedure(merge("COMMIT;"));
			this.films.send(10);
			awaitBatch(service, 1, "FAILED");
			await("reason").atMost(PATIENCE)
				.untilAsserted(() -> assertThat(service.get("/health").body()).contains("must not COMMIT",
						"restart the service"));
			assertThat(batch(service, 1).get("times").get("nextAttempt").isNull()).isTrue();
			replaceProcedure(merge(""));
			await("no further attempt").during(Duration.ofSeconds(2))
				.atMost(PATIENCE)
				.until(() -> batch(service, 1).get("state").asString().equals("FAILED"));
		}
		try (Service service = launcher.start()) {
			this.pipeline.awaitAllMerged(this.films);
			assertThat(batch(service, 1).get("attempts").asInt()).isEqualTo(1);
		}
	}

	@Test
	void aBatchTellsWhyItWasSealedAndAProcedureNeedNotReportRows() {
		this.database.execute("DROP PROCEDURE merge_films");
		this.database.execute("CREATE PROCEDURE merge_films(p_batch bigint) LANGUAGE plpgsql AS $$ BEGIN %s END $$"
			.formatted(merge("")));
		try (Service service = launcher("1h", 50, "4s").start()) {
			this.films.send(50);
			awaitBatch(service, 1, "CLEARED");
			this.films.send(3);
			awaitBatch(service, 2, "CLEARED");
			this.films.send(3);
			await("rows to merge").atMost(PATIENCE).until(() -> service.post("/api/batches").status() == 202);
			awaitBatch(service, 3, "CLEARED");
			// Killed, it would keep its partition until its session is over
			assertThat(service.terminate()).isEqualTo(143);
		}
		try (Service service = launcher("1s", 50, "1h").start()) {
			this.films.send(3);
			awaitBatch(service, 4, "CLEARED");
			JsonNode batches = service.get("/api/batches?limit=5").json();
			assertThat(batches.valueStream().map((batch) -> batch.get("number") + " " + batch.get("reason").asString()))
				.containsExactly("5 ", "4 QUIET", "3 MANUAL", "2 AGE", "1 ROWS");
			assertThat(batches.get(1).get("rowsMerged").isNull()).isTrue();
		}
	}

	@Test
	void waitsForAReaderOfTheStagingTableToEnd() throws SQLException {
		try (Service service = launcher("1s", 1_000, "1h").start()) {
			try (Connection reader = this.database.dataSource().getConnection();
					Statement statement = reader.createStatement()) {
				reader.setAutoCommit(false);
				statement.execute("SELECT count(*) FROM films_staging");
				this.films.send(10);
				await("reason").atMost(PATIENCE)
					.untilAsserted(() -> assertThat(service.get("/health").body())
						.contains("slot 0 of the staging table can't be emptied while another session uses it"));
				assertThat(batch(service, 1).get("state").asString()).isEqualTo("MERGED");
				this.films.send(10);
				reader.rollback();
			}
			awaitBatch(service, 1, "CLEARED");
			this.pipeline.awaitAllMerged(this.films);
			assertThat(count("films_staging")).isZero();
		}
	}

	private ServiceLauncher launcher(String quietPeriod, int maxRows, String maxAge) {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", quietPeriod)
			.with("ingest.batch.max-rows", maxRows)
			.with("ingest.batch.max-age", maxAge);
	}

	private static String merge(String rest) {
		return """
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch ORDER BY id, kafka_offset DESC
				ON CONFLICT (id) DO UPDATE SET name = excluded.name;
				""" + rest;
	}

	private void replaceProcedure(String body) {
		this.database.execute("""
				CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, INOUT p_merged bigint DEFAULT NULL)
				LANGUAGE plpgsql AS $$ BEGIN %s END $$
				""".formatted(body));
	}

	private static void awaitBatch(Service service, int number, String state) {
		await("batch %d %s".formatted(number, state)).atMost(PATIENCE)
			.untilAsserted(() -> assertThat(batch(service, number).get("state").asString()).isEqualTo(state));
	}

	private static JsonNode batch(Service service, int number) {
		return service.get("/api/batches")
			.json()
			.valueStream()
			.filter((batch) -> batch.get("number").asInt() == number)
			.findFirst()
			.orElseThrow();
	}

	private long count(String table) {
		return this.database.jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
	}

}
