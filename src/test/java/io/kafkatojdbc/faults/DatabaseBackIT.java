package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.DatabaseCopy;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The database comes back from an earlier copy: an asynchronous standby was promoted, or
 * a backup restored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseBackIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String LIMIT = "ingest.batch.max-rows-behind";

	private final LocalPostgres postgres = LocalPostgres.create();

	@AfterAll
	void close() {
		this.postgres.close();
	}

	@Test
	void isCompleteAgainWithConsumersAlive() throws Exception {
		Case alive = new Case("alive");
		try (Films films = alive.films();
				Service one = alive.launcher("one").start();
				Service two = alive.launcher("two").start()) {
			alive.stage(films, 300);
			limit(one, 1_000);
			try (DatabaseCopy copy = DatabaseCopy.of(this.postgres)) {
				alive.stage(films, 700);
				alive.reject();
				limit(one, 2_000);
				awaitLimit(two, 2_000);
				one.freeze();
				copy.putBack();
				// The same number as that of the change that is lost
				await("a change").atMost(PATIENCE)
					.until(() -> two.patch("/api/config", "{\"%s\": 3000}".formatted(LIMIT)).status() == 200);
				one.thaw();
			}
			alive.awaitComplete(films);
			awaitLimit(one, 3_000);
			awaitLimit(two, 3_000);
			alive.awaitGroup();
			alive.stage(films, 100);
			assertHealthy(one);
		}
	}

	@Test
	void isCompleteAgainAfterARestart() throws Exception {
		Case restarted = new Case("restarted");
		try (Films films = restarted.films()) {
			DatabaseCopy copy;
			try (Service before = restarted.launcher("one").start()) {
				restarted.stage(films, 300);
				copy = DatabaseCopy.of(this.postgres);
				restarted.stage(films, 700);
				restarted.reject();
				limit(before, 2_000);
				restarted.awaitGroup();
				assertThat(before.terminate()).isZero();
			}
			copy.putBack();
			copy.close();
			try (Service after = restarted.launcher("one").start()) {
				restarted.awaitComplete(films);
				restarted.awaitGroup();
				assertThat(after.setting(LIMIT)).isNotEqualTo("2000");
				assertHealthy(after);
			}
		}
	}

	private static void limit(Service service, int rows) {
		assertThat(service.patch("/api/config", "{\"%s\": %d}".formatted(LIMIT, rows)).status()).isEqualTo(200);
	}

	private static void awaitLimit(Service service, int rows) {
		await("a limit of %d rows".formatted(rows)).atMost(PATIENCE)
			.until(() -> service.setting(LIMIT), String.valueOf(rows)::equals);
	}

	private static void assertHealthy(Service service) {
		await("health").atMost(PATIENCE).until(() -> service.get("/health").body(), "HEALTHY"::equals);
	}

	/** A pipeline in a database of its own. */
	private final class Case {

		private final TestDatabase database;

		private final String topic = TestServers.topic(2);

		private final Pipeline pipeline;

		Case(String name) {
			this.database = DatabaseBackIT.this.postgres.createDatabase(name).withSample();
			this.pipeline = new Pipeline(this.database, this.topic);
		}

		Films films() {
			return new Films(TestServers.bootstrapServers(), this.topic);
		}

		ServiceLauncher launcher(String instance) {
			return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
				.with("ingest.instance", instance)
				.with("ingest.consumers", instance)
				.with("ingest.batch.quiet-period", "500ms")
				.with("spring.kafka.consumer.properties.session.timeout.ms", 6_000);
		}

		void stage(Films films, int count) {
			films.send(count);
			this.pipeline.awaitAllMerged(films);
		}

		void reject() {
			try (KafkaProducer<String, String> producer = new KafkaProducer<>(
					Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()),
					new StringSerializer(), new StringSerializer())) {
				var unused = producer.send(new ProducerRecord<>(this.topic, "1", "no film"));
			}
			awaitRejected();
		}

		private void awaitRejected() {
			await("the rejected record").atMost(PATIENCE).ignoreExceptions().until(() -> this.pipeline.rejected() == 1);
		}

		void awaitComplete(Films films) {
			this.pipeline.awaitAllMerged(films);
			awaitRejected();
		}

		/** Waits until the group has committed what is in the ledger. */
		void awaitGroup() throws Exception {
			try (Admin admin = Admin
				.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()))) {
				await("committed offsets").atMost(PATIENCE)
					.until(() -> committed(admin), (offsets) -> offsets.equals(ledger()));
			}
		}

		private List<Long> committed(Admin admin) throws Exception {
			Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(this.topic)
				.partitionsToOffsetAndMetadata()
				.get();
			return committed.values().stream().map(OffsetAndMetadata::offset).sorted().toList();
		}

		private List<Long> ledger() {
			return this.database.jdbc()
				.sql("SELECT next_offset FROM ingest.partition_offset ORDER BY 1")
				.query(Long.class)
				.list();
		}

	}

}
