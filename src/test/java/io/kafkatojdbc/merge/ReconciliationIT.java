package io.kafkatojdbc.merge;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Scrape;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch that does not add up is not merged before an operator has seen it. */
class ReconciliationIT {

	private static final String INSERT = "INSERT INTO films_staging_0 (id, name, batch, kafka_partition, kafka_offset, "
			+ "kafka_order) VALUES ";

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void whateverDoesNotAddUpStopsTheMerge() {
		try (Service service = this.scenario.launcher("1h", 1_000, "1h").start()) {
			spoil(service, 1, "DELETE FROM films_staging WHERE kafka_offset = 3",
					"partition 0: 10 rows were staged, and 9 are in the staging table");
			assertStopped(service);
			this.scenario.database().execute(INSERT + "('3', 'Vertigo', 1, 0, 3, 'epoch')");
			assertThat(service.post("/api/batches/1/retry").status()).isEqualTo(202);
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			assertThat(MergeScenario.batch(service, 1).get("differences")).isEmpty();
			assertThat(MergeScenario.batch(service, 1).at("/parts/0/rowsFound").asInt()).isEqualTo(10);
			spoil(service, 2, "UPDATE ingest.batch_part SET from_offset = 11, skipped = -1 WHERE batch = 2",
					"partition 0: begins at offset 11, and the batch before ended at 10");
			accept(service, 2);
			spoil(service, 3, INSERT + "('3', 'Vertigo', 99, 0, 3, 'epoch')",
					"partition 0: 1 rows of other batches are among its rows");
			accept(service, 3);
			assertThat(this.scenario.count("films_staging_set_aside WHERE batch = 99")).as("stray rows kept").isOne();
			spoil(service, 4, "UPDATE ingest.batch_part SET rejected = 1, skipped = -1 WHERE batch = 4",
					"partition 0: 1 records were rejected, and 0 are in ingest.rejected_record");
			accept(service, 4);
			retryInto(5);
			this.scenario.database().execute("DELETE FROM ingest.batch WHERE number IN (2, 3, 4)");
			this.scenario.films().send(10);
			awaitRows(service, 5, 11);
			assertThat(MergeScenario.batch(service, 5).get("differences")).as("differences after batches were deleted")
				.isEmpty();
		}
	}

	private void spoil(Service service, int number, String sql, String difference) {
		this.scenario.films().send(10);
		awaitRows(service, number, 10);
		assertThat(MergeScenario.batch(service, number).get("differences")).isEmpty();
		this.scenario.database().execute(sql);
		assertThat(service.post("/api/batches").status()).isEqualTo(202);
		MergeScenario.awaitBatch(service, number, "FAILED");
		JsonNode batch = MergeScenario.batch(service, number);
		assertThat(batch.get("error").asString()).contains("does not add up", difference);
		assertThat(batch.get("differences").valueStream().map(JsonNode::asString)).containsExactly(difference);
	}

	/** Of a partition that the batch has no other records of. */
	private void retryInto(int number) {
		this.scenario.database()
			.execute(
					"""
							INSERT INTO ingest.rejected_record (pipeline, kafka_partition, kafka_offset, batch, reason, header_names,
								header_values, state, retried_in, changed_at)
							SELECT name, 7, 5, 99, 'not JSON', '{}', '{}', 'RETRIED', %1$d, now() FROM ingest.pipeline;
							%2$s('7', 'Vertigo', %1$d, 7, 5, 'epoch');
							"""
						.formatted(number, INSERT));
	}

	private static void awaitRows(Service service, int number, int rows) {
		await("rows of batch " + number).atMost(MergeScenario.PATIENCE)
			.until(() -> MergeScenario.batch(service, number).get("rows").asInt() == rows);
	}

	private void assertStopped(Service service) {
		assertThat(this.scenario.count("films")).as("films in the target, with the sample's").isEqualTo(1);
		MergeScenario.awaitHealth(service, "Merge of batch 1 failed", "does not add up");
		assertThat(service.findInLog("ERROR .*does not add up: partition 0")).isNotEmpty();
		assertThat(Scrape.of(service).sum("ingest_reconciliation_differences_total")).isOne();
		JsonNode batch = MergeScenario.batch(service, 1);
		assertThat(batch.get("attempts").asInt()).isZero();
		assertThat(batch.get("times").get("nextAttempt").isNull()).isTrue();
	}

	private static void accept(Service service, int number) {
		assertThat(service.post("/api/batches/%d/retry".formatted(number), "{\"acceptDifferences\": true}").status())
			.isEqualTo(202);
		MergeScenario.awaitBatch(service, number, "CLEARED");
	}

}
