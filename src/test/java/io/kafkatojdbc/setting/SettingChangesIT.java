package io.kafkatojdbc.setting;

import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each change of a setting is told with what it did to the throughput. */
class SettingChangesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String topic = TestServers.topic(2);

	@Test
	void changesTellTheThroughputBeforeAndAfter() {
		TestDatabase database = TestServers.database();
		Pipeline pipeline = new Pipeline(database, this.topic);
		try (Service service = launcher(database).start();
				Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			mergeBatches(3, films, pipeline);
			// Both belong together: they take effect in the same batch.
			assertThat(
					service.patch("/api/config", "{\"fetch.max.bytes\": 2000000, \"max.poll.records\": 50}").status())
				.isEqualTo(200);
			await("consumers with the new settings").atMost(PATIENCE)
				.until(() -> changes(service).stream().allMatch((change) -> change.get("fromBatch").isNumber()));
			mergeBatches(2, films, pipeline);
			JsonNode change = changes(service).get(0);
			assertThat(change.get("setting").asString()).isIn("max.poll.records", "fetch.max.bytes");
			assertThat(change.get("changedBy").asString()).isEqualTo("olivia");
			assertThat(change.get("fromBatch").asInt()).isEqualTo(4);
			assertThat(change.get("before").get("batches").asInt()).isEqualTo(3);
			assertThat(change.get("after").get("batches").asInt()).isEqualTo(2);
			assertThat(changes(service).get(1).get("after")).isEqualTo(change.get("after"));
			assertThroughput(change.get("before"), database, 1, 3);
			assertThroughput(change.get("after"), database, 4, 5);
			service.put("/api/consumers/jon");
			mergeBatches(1, films, pipeline);
			assertConsumerAdded(changes(service).get(0), change.get("after"));
			assertThat(service.get("/api/config/changes?limit=1").json().size()).isEqualTo(1);
			assertThat(service.get("/api/config/changes?limit=0").status()).isEqualTo(400);
		}
	}

	private static void assertConsumerAdded(JsonNode change, JsonNode before) {
		assertThat(change.get("setting").asString()).isEqualTo("ingest.consumers");
		assertThat(change.get("instance").asString()).isEqualTo("one");
		assertThat(change.get("oldValue").asString()).isEqualTo("lucas");
		assertThat(change.get("newValue").asString()).isEqualTo("lucas,jon");
		assertThat(change.get("before")).isEqualTo(before);
		assertThat(change.get("after").get("batches").asInt()).isEqualTo(1);
	}

	private static void assertThroughput(JsonNode told, TestDatabase database, int first, int last) {
		double seconds = database.jdbc().sql("""
				SELECT extract(epoch FROM sum(merged_at - first)) FROM (SELECT merged_at, min(first_staged_at) AS first
					FROM ingest.batch b JOIN ingest.batch_part p ON p.batch = b.number AND p.pipeline = b.pipeline
					WHERE number BETWEEN ? AND ? GROUP BY 1, b.number) b
				""").params(first, last).query(Double.class).single();
		int batches = last - first + 1;
		assertThat(told.get("batchSeconds").asDouble()).isCloseTo(seconds / batches, Offset.offset(0.002));
		assertThat(told.get("rowsPerSecond").asDouble()).isCloseTo(batches * 100 / seconds, Offset.offset(1.0));
	}

	private static void mergeBatches(int count, Films films, Pipeline pipeline) {
		for (int i = 0; i < count; i++) {
			films.send(100);
			pipeline.awaitAllMerged(films);
		}
	}

	@Test
	void limitsOfBatchesHoldForTheOpenBatchAtOnce() {
		TestDatabase database = TestServers.database();
		try (Service service = launcher(database).start();
				Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			Pipeline pipeline = new Pipeline(database, this.topic);
			films.send(30);
			await("staged films").atMost(PATIENCE).until(() -> pipeline.staged() == 30);
			assertThat(service.patch("/api/config", "{\"ingest.batch.max-rows\": 30}").status()).isEqualTo(200);
			assertThat(service.get("/api/status").json().at("/triggers/rows/limit").asInt()).isEqualTo(30);
			pipeline.awaitAllMerged(films);
			assertThat(service.get("/api/batches/1").json().get("reason").asString()).isEqualTo("ROWS");
			assertThat(service.log()).doesNotContain("took over changed settings");
			assertThat(changes(service).get(0).get("oldValue").asString()).isEqualTo("100");
			assertThat(changes(service).get(0).get("fromBatch").asInt()).isEqualTo(1);
		}
	}

	@Test
	void withoutADatabaseNothingChanges() {
		try (LocalPostgres postgres = LocalPostgres.create()) {
			try (Service service = launcher(postgres.database("test").withSample())
				.with("spring.datasource.hikari.connection-timeout", 1_000)
				.start()) {
				postgres.stop();
				assertThat(service.put("/api/consumers/jon").status()).isEqualTo(503);
				assertThat(service.delete("/api/consumers/lucas").status()).isEqualTo(503);
				assertThat(service.patch("/api/config", "{\"max.poll.records\": 7}").status()).isEqualTo(503);
				JsonNode consumers = service.get("/api/consumers").json();
				assertThat(consumers.valueStream().map((each) -> each.get("name").asString())).containsExactly("lucas");
				assertThat(service.get("/api/config").json().get("changes").size()).isZero();
				postgres.start();
				await("a consumer added").atMost(PATIENCE)
					.until(() -> service.put("/api/consumers/jon").status() == 200);
			}
		}
	}

	private ServiceLauncher launcher(TestDatabase database) {
		return new ServiceLauncher(database, TestServers.bootstrapServers(), this.topic).with("ingest.instance", "one")
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.max-rows", 100)
			.with("ingest.batch.max-rows-behind", 100)
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.batch.max-age", "1h");
	}

	private static List<JsonNode> changes(Service service) {
		return service.get("/api/config/changes").json().valueStream().toList();
	}

}
