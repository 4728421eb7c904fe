package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Map;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.LogCopy;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The broker loses records that are staged, as in an unclean election, and producers
 * refill their offsets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogCutIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final LocalBroker broker = LocalBroker.create();

	@AfterAll
	void close() {
		this.broker.close();
	}

	@Test
	void isNoticedAfterTheServiceWasStoppedAndReadFromTheCut() {
		TestDatabase database = TestServers.database();
		this.broker.createTopic("stopped", 2);
		try (Films films = new Films(this.broker.bootstrapServers(), "stopped")) {
			send(films, "early", 20);
			try (LogCopy copy = LogCopy.of(this.broker, "stopped")) {
				send(films, "lost", 20);
				stageAndStop(database, "stopped", films.sent());
				copy.putBack();
			}
			send(films, "refilled", 60);
			long from = lost(database, "min(kafka_offset)");
			try (Service service = launcher(database, "stopped").start()) {
				awaitHealth(service, "The broker has lost records of partition 0 that are staged: offsets %d to %d."
					.formatted(from, lost(database, "max(kafka_offset)")));
				awaitTrue(database, "both cuts", "count(*) = 2 FROM ingest.log_cut");
				assertThat(service.terminate()).isZero();
			}
			// Nobody could see it any more.
			try (Service service = launcher(database, "stopped").start()) {
				awaitHealth(service, "The broker has lost records of partition 0");
				assertThat(name(database, "refilled")).as("rows of partitions that are cut").isZero();
				decide(service, from);
				decideAfterRecordsWereDeleted(database, service);
				assertThatAnEarlierClusterIsNoticed(database, service);
			}
		}
	}

	@Test
	void isNoticedWhereOnlyMarkersOfTransactionsWereLost() {
		TestDatabase database = TestServers.database();
		this.broker.createTopic("markers", 1);
		try (Films films = new Films(this.broker.bootstrapServers(), "markers")) {
			send(films, "early", 10);
			try (LogCopy copy = LogCopy.of(this.broker, "markers")) {
				abortTransaction("markers", 5);
				try (Service service = launcher(database, "markers").start()) {
					awaitTrue(database, "the marker passed", "next_offset = 16 FROM ingest.partition_offset");
					assertThat(service.terminate()).isZero();
				}
				copy.putBack();
			}
			send(films, "refilled", 10);
			try (Service service = launcher(database, "markers").start()) {
				awaitHealth(service, "offsets 10 to 15");
				await("reading again").atMost(PATIENCE).until(() -> skip(service, 0, 10).status() == 200);
				awaitTrue(database, "the refilled films", "count(*) = 10 FROM films WHERE name = 'refilled'");
				awaitHealth(service, "HEALTHY");
				assertThatAMomentIsNoLoss(database, service);
			}
		}
	}

	/** A broker that is behind for a moment looks like this, too. */
	private static void assertThatAMomentIsNoLoss(TestDatabase database, Service service) {
		String move = "UPDATE ingest.partition_offset SET next_offset = next_offset %1$s, followed_offset = next_offset %1$s";
		database.execute(move.formatted("+ 100"));
		service.awaitLog("markers-0 seems to have lost records that are staged, from offset 20 on");
		database.execute(move.formatted("- 100"));
		awaitHealth(service, "HEALTHY");
		assertThat(count(database, "count(*) FROM ingest.log_cut")).isZero();
	}

	private void abortTransaction(String topic, int records) {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.broker.bootstrapServers(),
						ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic),
				new StringSerializer(), new StringSerializer())) {
			producer.initTransactions();
			producer.beginTransaction();
			for (int i = 0; i < records; i++) {
				var unused = producer.send(new ProducerRecord<>(topic, "no film"));
			}
			producer.flush();
			producer.abortTransaction();
		}
	}

	private static void decide(Service service, long from) {
		assertThat(skip(service, 0, from + 1).status()).isEqualTo(409);
		assertThat(skip(service, 0, from - 1).status()).isEqualTo(409);
		assertThat(skip(service, 0, from).status()).isEqualTo(200);
	}

	/** The records that took the first lost offsets are gone, too. */
	private void decideAfterRecordsWereDeleted(TestDatabase database, Service service) {
		long from = count(database, "from_offset FROM ingest.log_cut WHERE kafka_partition = 1");
		new Topics(this.broker.bootstrapServers()).deleteRecords("stopped", 1, from + 3);
		awaitHealth(service, "POST {\"to\": %d} to /api/topic/partitions/1/skip".formatted(from + 3));
		assertThat(skip(service, 1, from).status()).isEqualTo(409);
		assertThat(skip(service, 1, from + 3).status()).isEqualTo(200);
		awaitHealth(service, "HEALTHY");
		awaitTrue(database, "what has replaced the lost records of partition 0", """
				count(*) = (SELECT end_offset FROM ingest.log_end WHERE kafka_partition = 0)
				FROM films WHERE kafka_partition = 0 AND name <> 'lost'
				""");
		awaitTrue(database, "what has replaced the lost records of partition 1", """
				count(*) + 3 = (SELECT end_offset FROM ingest.log_end WHERE kafka_partition = 1)
				FROM films WHERE kafka_partition = 1 AND name <> 'lost'
				""");
	}

	/** Seen from there, the ledger comes from the future. */
	private static void assertThatAnEarlierClusterIsNoticed(TestDatabase database, Service service) {
		database.execute("UPDATE ingest.partition_offset SET leader_epoch = 1000 WHERE kafka_partition = 0");
		NamedConsumers consumers = new NamedConsumers(service);
		consumers.remove("lucas");
		consumers.add("lucas");
		awaitHealth(service, "records of partition 0 that are staged: offsets 0 to");
		assertThat(skip(service, 0, next(database, 0)).status()).isEqualTo(200);
		awaitHealth(service, "HEALTHY");
	}

	private static Answer skip(Service service, int partition, long to) {
		return service.post("/api/topic/partitions/%d/skip".formatted(partition), "{\"to\": %d}".formatted(to));
	}

	private static long lost(TestDatabase database, String what) {
		return count(database, what + " FROM films WHERE kafka_partition = 0 AND name = 'lost'");
	}

	private static long next(TestDatabase database, int partition) {
		return count(database, "next_offset FROM ingest.partition_offset WHERE kafka_partition = " + partition);
	}

	private static long name(TestDatabase database, String name) {
		return count(database, "count(*) FROM films WHERE name = '%s'".formatted(name));
	}

	/** Sends films with ids of their own. */
	private static void send(Films films, String name, int count) {
		for (int i = 0; i < count; i++) {
			films.send("%s-%d".formatted(name, i), name);
		}
	}

	private void stageAndStop(TestDatabase database, String topic, long rows) {
		try (Service service = launcher(database, topic).start()) {
			awaitTrue(database, "all films in the target", "count(*) = %d FROM films WHERE id <> '0'".formatted(rows));
			assertThat(service.terminate()).isZero();
		}
	}

	private ServiceLauncher launcher(TestDatabase database, String topic) {
		return new ServiceLauncher(database, this.broker.bootstrapServers(), topic).with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "500ms");
	}

	private static void awaitHealth(Service service, String reason) {
		await("health that says '%s'".formatted(reason)).atMost(PATIENCE)
			.until(() -> service.get("/health").body(), (health) -> health.contains(reason));
	}

	private static void awaitTrue(TestDatabase database, String what, String condition) {
		await(what).atMost(PATIENCE)
			.until(() -> database.jdbc().sql("SELECT " + condition).query(Boolean.class).single());
	}

	private static long count(TestDatabase database, String sql) {
		return database.jdbc().sql("SELECT " + sql).query(Long.class).single();
	}

}
