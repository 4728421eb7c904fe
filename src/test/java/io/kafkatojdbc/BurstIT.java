package io.kafkatojdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.datagen.Film;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The last records before a silence reach the target without waiting for the next ones.
 */
class BurstIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int MAX_ROWS = 20_000;

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	@Test
	void aBurstAfterSilenceIsMergedToItsLastRecord() {
		try (Service service = start(); Films films = new Films(TestServers.bootstrapServers(), this.topic, 5_000)) {
			films.send(1);
			this.pipeline.awaitAllMerged(films);
			films.send(50_000);
			this.pipeline.awaitAllMerged(films);
			List<Sealed> batches = sealed();
			assertThat(batches.get(0)).isEqualTo(new Sealed("QUIET", 1));
			assertThat(batches.subList(1, batches.size())).isNotEmpty();
			assertThat(batches.subList(1, batches.size() - 1)).allMatch(BurstIT::isLarge);
			// Whether a rest is left depends on how the burst was polled.
			assertThat(batches.get(batches.size() - 1))
				.matches((last) -> isLarge(last) || last.reason().equals("QUIET"));
			assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
		}
	}

	@Test
	void aBacklogBecomesFewBatchesInTheDefaults() {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic, 10_000)) {
			films.send(100_000);
			try (Service service = launcher().start()) {
				this.pipeline.awaitAllMerged(films);
				// With 100 rows each there would be 1,000
				assertThat(sealed()).hasSizeLessThan(30);
				assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
			}
		}
	}

	@Test
	void markersAndAbortedRecordsAtTheEndOfTheTopicDoNotHoldUpItsTail() {
		try (Service service = start(); Producer<String, String> producer = transactionalProducer()) {
			sendInTransaction(producer, "committed", 10);
			producer.commitTransaction();
			awaitFilms("committed", 10);
			sendInTransaction(producer, "last", 10);
			producer.commitTransaction();
			sendInTransaction(producer, "aborted", 10);
			producer.abortTransaction();
			awaitFilms("last", 10);
			assertThat(sealed()).allMatch((batch) -> batch.reason().equals("QUIET"));
			assertThat(this.pipeline.staged()).as("rows staged").isEqualTo(20);
			assertThat(count("SELECT count(*) FROM films WHERE id LIKE 'aborted%'")).isZero();
			assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
		}
	}

	private static boolean isLarge(Sealed batch) {
		return batch.reason().equals("ROWS") && batch.rows() >= MAX_ROWS;
	}

	private Service start() {
		return launcher().with("ingest.batch.max-rows", MAX_ROWS)
			.with("ingest.batch.max-age", "1h")
			.with("ingest.batch.quiet-period", "1s")
			.start();
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic).with("ingest.consumers",
				"lucas,jon");
	}

	private Producer<String, String> transactionalProducer() {
		Producer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers(),
						ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.topic),
				new StringSerializer(), new StringSerializer());
		producer.initTransactions();
		return producer;
	}

	private void sendInTransaction(Producer<String, String> producer, String id, int count) {
		producer.beginTransaction();
		for (int i = 0; i < count; i++) {
			Film film = new Film(id + i, "A Film");
			var unused = producer.send(new ProducerRecord<>(this.topic, i % 2, film.id(), film.toJson()));
		}
		// An aborted transaction leaves nothing in the topic that was not sent before
		producer.flush();
	}

	private void awaitFilms(String id, int count) {
		await("%d films '%s' in the target".formatted(count, id)).atMost(PATIENCE)
			.until(() -> count("SELECT count(*) FROM films WHERE id LIKE '%s%%'".formatted(id)) == count);
	}

	private long count(String sql) {
		return this.database.jdbc().sql(sql).query(Long.class).single();
	}

	private List<Sealed> sealed() {
		return this.database.jdbc().sql("""
				SELECT b.reason, sum(p.staged) AS rows
				FROM ingest.batch b JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
				WHERE b.state <> 'OPEN' GROUP BY b.number, b.reason ORDER BY b.number
				""").query(Sealed.class).list();
	}

	/**
	 * A batch that takes no more rows.
	 *
	 * @param reason why
	 * @param rows how many it has
	 */
	private record Sealed(String reason, long rows) {
	}

}
