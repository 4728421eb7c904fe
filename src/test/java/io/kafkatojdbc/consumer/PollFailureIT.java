package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.kafkatojdbc.KafkaToJdbcApplication;
import io.kafkatojdbc.datagen.Film;
import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A poll moves positions, and its records do not tell: it throws instead of returning
 * them, or it passes an aborted transaction.
 */
class PollFailureIT {

	private static final Logger log = LoggerFactory.getLogger(PollFailureIT.class);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	@Test
	void itsRecordsAreReadAgainAndNotTakenForAGap() {
		List<Throwable> failures = List.of(new KafkaException("no memory"),
				new OffsetOutOfRangeException(Map.of(new TopicPartition(this.topic, 7), 0L)), new OutOfMemoryError());
		try (ConfigurableApplicationContext service = start();
				Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Failing consumer = new Failing(service, this.topic, Map.of())) {
			failures.forEach((failure) -> {
				films.send(100);
				consumer.failure = failure;
				await("all records staged").atMost(Duration.ofSeconds(30)).until(() -> {
					consumer.pollAndStage();
					return consumer.failure == null && ledger("sum(next_offset)") == films.sent();
				});
			});
			assertThat(this.pipeline.staged()).isEqualTo(films.sent());
		}
	}

	/** Several polls are needed until the consumer is at the ledger's offset again. */
	@Test
	void anAbortedTransactionThatIsPassedAgainDoesNotTakeTheLedgerBack() {
		try (ConfigurableApplicationContext service = start();
				KafkaProducer<String, String> producer = new KafkaProducer<>(
						Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers(),
								ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.topic),
						new StringSerializer(), new StringSerializer())) {
			producer.initTransactions();
			transaction(producer, 0, 10, KafkaProducer::commitTransaction);
			transaction(producer, 0, 500, KafkaProducer::abortTransaction);
			try (Failing consumer = new Failing(service, this.topic, Map.of())) {
				pollUntil(consumer, "next_offset = 512 AND epoch_offset = 10", 0);
			}
			transaction(producer, 1, 10, KafkaProducer::commitTransaction);
			try (Failing consumer = new Failing(service, this.topic,
					Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 40_000))) {
				pollUntil(consumer, "next_offset >= 10", 1);
			}
			assertThat(count("ingest.partition_offset WHERE kafka_partition = 0 AND next_offset = 512"))
				.as("partition 0 is where it was, after records of the other partition")
				.isOne();
			assertThat(count("ingest.batch_part WHERE skipped < 0")).isZero();
		}
	}

	private void transaction(KafkaProducer<String, String> producer, int partition, int records,
			Consumer<KafkaProducer<String, String>> end) {
		producer.beginTransaction();
		for (int i = 0; i < records; i++) {
			var unused = producer.send(
					new ProducerRecord<>(this.topic, partition, "id", new Film("id-" + i, "x".repeat(1_000)).toJson()));
		}
		producer.flush();
		end.accept(producer);
	}

	private void pollUntil(Failing consumer, String reached, int partition) {
		await(reached).atMost(Duration.ofSeconds(30)).until(() -> {
			consumer.pollAndStage();
			return count(
					"ingest.partition_offset WHERE kafka_partition = %d AND %s".formatted(partition, reached)) == 1;
		});
	}

	private long count(String what) {
		return this.database.jdbc().sql("SELECT count(*) FROM " + what).query(Long.class).single();
	}

	private long ledger(String what) {
		return this.database.jdbc().sql("SELECT " + what + " FROM ingest.partition_offset").query(Long.class).single();
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(KafkaToJdbcApplication.class).run(
				"--spring.datasource.url=" + this.database.jdbcUrl(),
				"--spring.datasource.username=" + TestDatabase.USER,
				"--spring.datasource.password=" + TestDatabase.USER,
				"--spring.kafka.bootstrap-servers=" + TestServers.bootstrapServers(), "--server.address=127.0.0.1",
				"--server.port=0", "--ingest.topic=" + this.topic, "--ingest.staging-table=films_staging",
				"--ingest.merge-procedure=merge_films");
	}

	/** Loses the records of a poll. */
	private static final class Failing extends LedgerConsumer {

		private @Nullable Throwable failure;

		Failing(ConfigurableApplicationContext service, String topic, Map<String, Object> settings) {
			super(config(service, topic, settings), service.getBean(Stager.class), service.getBean(OffsetLedger.class),
					service.getBean(LogCuts.class), service.getBean(TopicWatch.class));
			subscribe(List.of(topic), new ConsumerAwareRebalanceListener() {
			});
		}

		private static Map<String, Object> config(ConfigurableApplicationContext service, String topic,
				Map<String, Object> settings) {
			Map<String, Object> config = new HashMap<>(service.getBean(ConsumerSettings.class).effective());
			config.put(ConsumerConfig.GROUP_ID_CONFIG, topic);
			config.put(ConsumerConfig.CLIENT_ID_CONFIG, "failing");
			config.putAll(settings);
			return config;
		}

		void pollAndStage() {
			try {
				ConsumerRecords<byte[], byte[]> records = poll(Duration.ofMillis(200));
				if (!records.isEmpty()) {
					stage(records);
				}
			}
			catch (KafkaException | OutOfMemoryError ex) {
				log.info("The poll failed", ex);
			}
		}

		@Override
		ConsumerRecords<byte[], byte[]> fetch(Duration timeout) {
			ConsumerRecords<byte[], byte[]> records = super.fetch(timeout);
			Throwable thrown = this.failure;
			if (records.isEmpty() || thrown == null) {
				return records;
			}
			this.failure = null;
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) thrown;
		}

	}

}
