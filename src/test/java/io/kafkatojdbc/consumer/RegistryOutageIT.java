package io.kafkatojdbc.consumer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.kafkatojdbc.KafkaToJdbcApplication;
import io.kafkatojdbc.health.HealthReasons;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.RegistryServer;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * While the registry is away, consumers hold and reject nothing, stay in their group, and
 * go on by themselves. Nobody suspects the database.
 */
class RegistryOutageIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final RegistryServer registry = RegistryServer.create();

	private static final TestDatabase database = TestServers.database();

	private static final String topic = TestServers.topic(2);

	private static final Pipeline pipeline = new Pipeline(database, topic);

	private static final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
			Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new ByteArraySerializer(),
			new ByteArraySerializer());

	private static final ConfigurableApplicationContext service = new SpringApplicationBuilder(
			KafkaToJdbcApplication.class)
		.run("--spring.datasource.url=" + database.jdbcUrl(), "--spring.datasource.username=" + TestDatabase.USER,
				"--spring.datasource.password=" + TestDatabase.USER,
				"--spring.kafka.bootstrap-servers=" + TestServers.bootstrapServers(), "--server.address=127.0.0.1",
				"--server.port=0", "--ingest.topic=" + topic, "--ingest.staging-table=films_staging",
				"--ingest.merge-procedure=merge_films", "--ingest.consumers=lucas", "--ingest.record.value-format=avro",
				"--ingest.registry.url=" + registry.url());

	private static final HealthReasons health = service.getBean(HealthReasons.class);

	@AfterAll
	static void stop() {
		service.close();
		producer.close();
		registry.close();
	}

	@Test
	void holdsTheConsumersAndRejectsNothing() {
		int first = registry.register("first", "AVRO", schema("First"));
		int second = registry.register("second", "AVRO", schema("Second"));
		sendAndAwait(first, 10);
		registry.kill();
		sendAndAwait(first, 10);
		assertThat(health.now()).as("health while all schemas are known").isEmpty();
		long before = pipeline.staged();
		send(second, 10);
		awaitHeld();
		registry.start();
		awaitStaged(before + 10);
		await("health").atMost(PATIENCE).until(() -> health.now().isEmpty());
		assertThat(count("ingest.rejected_record WHERE code <> 'UNKNOWN_SCHEMA'")).isZero();
	}

	private static void awaitHeld() {
		String reason = "The schema registry %s refuses the connection".formatted(registry.url());
		await("several tries").atMost(PATIENCE).until(() -> failures() >= 5);
		assertThat(health.now()).containsOnly(Map.entry("registry", reason),
				Map.entry("consumers", "Consumer lucas: " + reason));
		ConsumerStatus lucas = service.getBean(Consumers.class).status("lucas");
		assertThat(lucas.state()).isEqualTo(ConsumerStatus.State.RETRYING);
		assertThat(lucas.problem()).isEqualTo(reason);
		assertThat(lucas.member()).isTrue();
		assertThat(lucas.partitions()).hasSize(2);
		assertThat(lucas.secondsSincePoll()).isLessThan(10);
	}

	private static long count(String from) {
		return database.jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

	private static long failures() {
		return service.getBean(MeterRegistry.class)
			.get("ingest.registry.lookup")
			.tag("outcome", "failed")
			.timer()
			.count();
	}

	@Test
	void aSchemaThatNobodyKnowsIsRejectedAfterSomeTries() {
		int known = registry.register("known", "AVRO", schema("Known"));
		sendAndAwait(known, 5);
		send(4_711, 2);
		sendAndAwait(known, 5);
		await("rejected records").atMost(PATIENCE).until(() -> pipeline.rejected() == 2);
		assertThat(database.jdbc()
			.sql("SELECT DISTINCT code || ': ' || reason FROM ingest.rejected_record")
			.query(String.class)
			.list()).containsExactly("UNKNOWN_SCHEMA: the schema registry does not know schema 4711");
		assertThat(Objects.requireNonNull(
				service.getBean(MeterRegistry.class).find("ingest.registry.lookup").tag("outcome", "unknown").timer())
			.count()).isBetween(3L, 8L);
		await("health").atMost(PATIENCE).until(() -> health.now().isEmpty());
	}

	private static void sendAndAwait(int schema, int records) {
		long before = pipeline.staged();
		send(schema, records);
		awaitStaged(before + records);
	}

	private static void awaitStaged(long records) {
		await("%d staged records".formatted(records)).atMost(PATIENCE)
			.pollInterval(100, TimeUnit.MILLISECONDS)
			.until(() -> pipeline.staged() == records);
	}

	private static String schema(String name) {
		return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"name\",\"type\":\"string\"}]}"
			.formatted(name);
	}

	private static void send(int schema, int records) {
		for (int i = 0; i < records; i++) {
			byte[] id = ("id-" + i).getBytes(StandardCharsets.US_ASCII);
			byte[] value = ByteBuffer.allocate(7 + 2 * id.length)
				.put((byte) 0)
				.putInt(schema)
				.put((byte) (2 * id.length))
				.put(id)
				.put((byte) (2 * id.length))
				.put(id)
				.array();
			var unused = producer.send(new ProducerRecord<>(topic, i % 2, null, value));
		}
		producer.flush();
	}

}
