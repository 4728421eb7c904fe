package io.kafkatojdbc.manual;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The commands that the documents give to an operator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(1);

	private final Films films = new Films(TestServers.bootstrapServers(), this.topic);

	private final Service service = launcher(this.database, this.topic).start();

	private final Shell shell = new Shell().replace("localhost:8080", this.service.address());

	/** The batch that a test's records come into. */
	private int batch;

	@BeforeEach
	void findOpenBatch() {
		this.batch = this.service.get("/api/status").json().at("/open/number").asInt();
		this.shell.replace("/api/batches/17/", "/api/batches/%d/".formatted(this.batch));
	}

	@AfterAll
	void close() {
		this.films.close();
		this.service.close();
	}

	private static ServiceLauncher launcher(TestDatabase database, String topic) {
		return new ServiceLauncher(database, TestServers.bootstrapServers(), topic).with("ingest.consumers", "lucas")
			.with("ingest.merge.max-attempts", 1)
			.with("ingest.batch.quiet-period", "500ms");
	}

	@Test
	void aFailedBatchIsTriedOutSetAsideAndMerged() {
		this.database.execute("ALTER TABLE films ADD CONSTRAINT no_culprit CHECK (name <> 'Culprit')");
		this.films.send("1", "Culprit");
		awaitBatch("FAILED");
		List<String> commands = Manual.OPERATING.commands("When a merge fails");
		assertThat(answer(commands.get(0)).get("error").asString()).contains("no_culprit");
		assertThat(answer(commands.get(1)).get("found").asBoolean()).isTrue();
		int failures = failures();
		this.shell.run(commands.get(2));
		await("another try").atMost(PATIENCE).until(() -> failures() > failures);
		awaitBatch("FAILED");
		this.shell.run(commands.get(3));
		awaitBatch("SET_ASIDE");
		this.database.execute("ALTER TABLE films DROP CONSTRAINT no_culprit");
		this.shell.run(commands.get(4));
		awaitBatch("CLEARED");
		assertThat(commands).hasSize(6);
	}

	private int failures() {
		return this.service.findInLog("Merge of batch %d failed".formatted(this.batch)).size();
	}

	@Test
	void aBatchThatDoesNotAddUpIsMergedIfThatIsAccepted() {
		this.shell.run("curl -X PATCH -H 'Content-Type: application/json' -d '{\"ingest.batch.quiet-period\": \"1h\"}' "
				+ "localhost:8080/api/config");
		this.films.send(1);
		await("a row").atMost(PATIENCE).until(() -> batch().get("rows").asInt() == 1);
		this.database.execute("UPDATE ingest.batch_part SET rejected = 1, skipped = -1 WHERE batch = " + this.batch);
		this.service.post("/api/batches");
		awaitBatch("FAILED");
		String accept = Manual.OPERATING.commands("When a merge fails").get(5);
		assertThat(accept).contains("acceptDifferences");
		this.shell.run(accept);
		awaitBatch("CLEARED");
		this.service.patch("/api/config", "{\"ingest.batch.quiet-period\": null}");
	}

	@Test
	void rejectedRecordsAreRetriedCorrectedAndDiscarded() {
		int offset = this.service.get("/api/topic").json().at("/partitions/0/end").asInt();
		send("{\"id\": \"1\"}", "{\"id\": \"2\", \"name\": 17}", "{\"name\": \"Nobody\"}", "no JSON");
		await("rejected records").atMost(PATIENCE).until(() -> this.service.get("/api/rejected").json().size() == 3);
		List<String> commands = Manual.OPERATING.commands("Rejected records");
		this.database
			.execute("ALTER TABLE films_staging ALTER name DROP NOT NULL; ALTER TABLE films ALTER name DROP NOT NULL");
		this.shell.replace("/api/rejected/0/17", "/api/rejected/0/" + offset).run(commands.get(0));
		this.shell.replace("/api/rejected/0/17", "/api/rejected/0/" + (offset + 2)).run(commands.get(1));
		this.shell.run(commands.get(2));
		assertThat(this.service.get("/api/rejected").body()).isEqualTo("[]");
		assertThat(commands).hasSize(3);
		awaitBatch("CLEARED");
	}

	@Test
	void aShortenedPartitionIsReadFromItsEnd() {
		TestDatabase own = TestServers.database();
		String shortened = TestServers.topic(1);
		ServiceLauncher launcher = launcher(own, shortened);
		try (Films sent = new Films(TestServers.bootstrapServers(), shortened)) {
			sent.send(10);
			try (Service before = launcher.start()) {
				new Pipeline(own, shortened).awaitAllMerged(sent);
				// Killed, it would keep its partition until its session is over
				assertThat(before.terminate()).isZero();
			}
			own.execute("UPDATE ingest.partition_offset SET next_offset = 450");
			own.execute("UPDATE ingest.batch_part SET next_offset = 450, skipped = 440");
			own.execute("UPDATE films SET kafka_offset = 440 + kafka_offset");
			try (Service shorter = launcher.start()) {
				awaitHealth(shorter, "offsets 10 to 449");
				statements("Records that the broker has lost", shortened, "449", "9", "450", "10")
					.forEach(own::execute);
				List<String> commands = Manual.OPERATING.commands("Records that the broker has lost");
				assertThat(commands).hasSize(1);
				new Shell().replace("localhost:8080", shorter.address()).replace("450", "10").run(commands.get(0));
				sent.send(5);
				new Pipeline(own, shortened).awaitAllMerged(sent);
				awaitHealth(shorter, "HEALTHY");
			}
		}
	}

	@Test
	void settingsAreChangedAndTheirEffectIsTold() {
		Manual.SETTINGS.commands("Changing settings").forEach(this.shell::run);
		assertThat(this.service.get("/api/config").json().get("changes").toString())
			.isEqualTo("{\"ingest.batch.max-rows\":\"1000\"}");
		this.service.patch("/api/config", "{\"ingest.batch.max-rows\": null}");
		List<String> advice = Manual.TUNING.commands("Advice");
		assertThat(advice).hasSize(1);
		assertThat(answer(advice.get(0)).isArray()).isTrue();
	}

	@Test
	void callsAreAnswered() {
		List<String> commands = Manual.HTTP.commands("Calls");
		assertThat(commands).hasSize(4);
		assertThat(answer(commands.get(0)).isObject()).isTrue();
		this.shell.run(commands.get(1));
		assertThat(answer(commands.get(2)).findValuesAsString("name")).containsExactly("lucas", "jon");
		this.shell.run(commands.get(3));
		assertThat(answer(commands.get(2)).findValuesAsString("name")).containsExactly("lucas");
		this.service.patch("/api/config", "{\"ingest.consumers\": null}");
	}

	@Test
	void oldBatchesAreForgotten() {
		this.films.send(10);
		awaitBatch("CLEARED");
		long old = this.batch;
		findOpenBatch();
		this.films.send(10);
		awaitBatch("CLEARED");
		this.database.execute("UPDATE ingest.batch SET cleared_at = now() - interval '91 days' WHERE number = " + old);
		await("old batch forgotten").atMost(PATIENCE)
			.until(() -> this.service.get("/api/batches/" + old).status() == 404);
		findOpenBatch();
		this.films.send(5);
		awaitBatch("CLEARED");
	}

	@Test
	void tablesGetAnOrder() {
		this.database.execute("ALTER TABLE films_staging DROP COLUMN kafka_order");
		this.database.execute("ALTER TABLE films DROP COLUMN kafka_order");
		statements("Partitions added to the topic", this.topic).forEach(this.database::execute);
		this.films.send("ordered", "Film");
		awaitBatch("CLEARED");
		assertThat(this.database.jdbc()
			.sql("SELECT count(*) FROM films WHERE id = 'ordered' AND kafka_order > now() - interval '1 hour'")
			.query(Long.class)
			.single()).isOne();
	}

	private static List<String> statements(String section, String topic, String... replaced) {
		return Manual.OPERATING.blocks(section, "sql")
			.stream()
			.map((sql) -> sql.replace("'films'", "'" + topic + "'"))
			.map((sql) -> replace(sql, replaced))
			.toList();
	}

	private static String replace(String sql, String... replaced) {
		String result = sql;
		for (int i = 0; i < replaced.length; i += 2) {
			result = result.replace(replaced[i], replaced[i + 1]);
		}
		return result;
	}

	private JsonNode answer(String command) {
		return JsonMapper.shared().readTree(this.shell.run(command));
	}

	private void awaitBatch(String state) {
		await("batch %d %s".formatted(this.batch, state)).atMost(PATIENCE)
			.until(() -> batch().get("state").asString().equals(state));
	}

	private JsonNode batch() {
		return this.service.get("/api/batches/" + this.batch).json();
	}

	private static void awaitHealth(Service service, String reason) {
		Callable<String> health = () -> service.get("/health").body();
		await("health").atMost(PATIENCE).until(health, (body) -> body.contains(reason));
	}

	private void send(String... values) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			for (String value : values) {
				var unused = producer.send(new ProducerRecord<>(this.topic, value.getBytes(StandardCharsets.UTF_8)));
			}
		}
	}

}
