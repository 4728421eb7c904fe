package io.kafkatojdbc.rejected;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.TestUsers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A topic that switches its format is not rejected as a whole, and nothing of it is lost.
 */
class FormatSwitchIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HELD = "10 records in a row were rejected, the last one of partition ";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Producer<String, String> producer = new KafkaProducer<>(
			Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
			new StringSerializer());

	private int partitions = 2;

	private int sent;

	@AfterEach
	void stop() {
		this.producer.close();
	}

	@Test
	void allInstancesHoldUntilAnOperatorGoesOnOrLiftsTheLimit() {
		try (Service one = launcher("one").start(); Service two = launcher("two").start()) {
			awaitPartitions(one, two);
			send(4, "A Film");
			awaitRows("films", 4);
			sendGarbage(40);
			awaitHeld(one, HELD);
			awaitHeld(two, HELD);
			send(6, "A Late Film");
			assertRejected(10);
			assertReasonIsForThoseWhoMaySeeRecords(one);
			assertThat(one.findInLog("ERROR .*10 records in a row")).hasSize(1);
			assertThat(one.get("/actuator/prometheus").body())
				.contains("ingest_rejected_holding{pipeline=\"%s\"} 1.0".formatted(this.topic));
			assertThat(two.post("/api/rejected/go-on").status()).isEqualTo(200);
			awaitRejected(20);
			awaitHeld(one, HELD);
			awaitHeld(two, HELD);
			assertThat(two.log()).contains("the pipeline goes on, as olivia has asked for");
			assertThat(one.patch("/api/config", "{\"ingest.record.max-rejected-in-a-row\": 0}").status())
				.isEqualTo(200);
			awaitRows("films", 10);
			awaitRejected(40);
			awaitHealthy(one);
			awaitHealthy(two);
			Problem.check(one.post("/api/rejected/go-on"), 409, "there is no limit");
			assertAddsUp();
		}
	}

	private void assertReasonIsForThoseWhoMaySeeRecords(Service service) {
		JsonNode seen = service.get("/api/rejected/in-a-row").json();
		assertThat(seen.get("rejected").asLong()).isEqualTo(10);
		assertThat(seen.get("limitReached").asBoolean()).isTrue();
		assertThat(seen.at("/last/reason").asString()).contains("Unrecognized token 'garbage'");
		String blind = service.with("Authorization", TestUsers.BLIND_OPERATOR).get("/api/rejected/in-a-row").body();
		assertThat(blind).contains("the value is not JSON").doesNotContain("garbage");
		assertThat(service.get("/health").body()).doesNotContain("garbage");
		assertThat(service.asViewer().post("/api/rejected/go-on").status()).isEqualTo(403);
	}

	@Test
	void restartsRejectNoMoreAndACorrectedTableGoesOnByItself() {
		this.partitions = 1;
		this.database.execute("ALTER TABLE films_staging ALTER name TYPE varchar(20)");
		send(3, "A Film");
		send(25, "A Film With Too Long a Name");
		for (int start = 0; start < 2; start++) {
			try (Service service = launcher("one").start()) {
				awaitHeld(service, HELD);
				awaitRows("films", 3);
				assertRejected(10);
				Problem.check(service.patch("/api/config", "{\"ingest.record.max-rejected-in-a-row\": \"many\"}"), 400,
						"it is a number, 0 or more");
				assertThat(service.terminate()).isZero();
			}
		}
		this.database.execute("ALTER TABLE films_staging ALTER name TYPE varchar(40)");
		try (Service service = launcher("one").start()) {
			awaitRows("films", 18);
			awaitHealthy(service);
			assertRejected(10);
			Problem.check(service.post("/api/rejected/go-on"), 409, "0 records in a row were rejected");
			assertThat(service.post("/api/rejected/retry").json().get("retried").asInt()).isEqualTo(10);
			awaitRows("films", 28);
			assertAddsUp();
		}
	}

	private ServiceLauncher launcher(String instance) {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.instance", instance)
			.with("ingest.consumers", instance + "-lucas")
			.with("ingest.record.max-rejected-in-a-row", 10)
			.with("ingest.batch.quiet-period", "300ms")
			.with("ingest.batch.max-age", "1s");
	}

	private void send(int films, String name) {
		for (int i = 0; i < films; i++) {
			send("{\"id\":\"%d\",\"name\":\"%s\"}".formatted(this.sent, name));
		}
		this.producer.flush();
	}

	private void sendGarbage(int records) {
		for (int i = 0; i < records; i++) {
			send("garbage " + i);
		}
		this.producer.flush();
	}

	private void send(String value) {
		var unused = this.producer.send(new ProducerRecord<>(this.topic, this.sent++ % this.partitions, null, value));
	}

	private static void awaitPartitions(Service... services) {
		await("a partition for each instance").atMost(PATIENCE)
			.until(() -> Stream.of(services)
				.allMatch((service) -> service.get("/api/consumers").json().at("/0/partitions").size() == 1));
	}

	private static void awaitHeld(Service service, String reason) {
		await("hold").atMost(PATIENCE).untilAsserted(() -> {
			assertThat(service.get("/health").status()).isEqualTo(503);
			assertThat(service.get("/health").body()).contains("rejected: " + reason, "/api/rejected/go-on");
			assertThat(service.get("/actuator/health").body()).contains(reason);
			assertThat(service.get("/api/consumers").body()).contains("too many records in a row were rejected");
		});
	}

	private static void awaitHealthy(Service service) {
		await("health").atMost(PATIENCE).until(() -> service.get("/health").body().equals("HEALTHY"));
	}

	private void awaitRows(String table, long rows) {
		await(rows + " rows in " + table).atMost(PATIENCE).until(() -> count(table) == rows);
	}

	private void awaitRejected(long records) {
		await(records + " rejected").atMost(PATIENCE).until(() -> count("ingest.rejected_record") == records);
	}

	private void assertRejected(long records) {
		assertThat(count("ingest.rejected_record")).isEqualTo(records);
	}

	private void assertAddsUp() {
		List<Long> differences = this.database.jdbc()
			.sql("SELECT next_offset - from_offset - staged - rejected FROM ingest.batch_part")
			.query(Long.class)
			.list();
		assertThat(differences).containsOnly(0L);
		assertThat(count("ingest.batch WHERE state = 'FAILED'")).isZero();
	}

	private long count(String from) {
		return this.database.jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

}
