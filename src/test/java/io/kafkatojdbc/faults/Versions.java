package io.kafkatojdbc.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Versions of thirty films, which go to other partitions once the topic has grown. */
final class Versions {

	private static final int FILMS = 30;

	private static final String JSON = "{\"id\": \"%s\", \"name\": \"%s\"}";

	private static final String MERGED = """
			SELECT coalesce(sum(p.staged), 0) FROM ingest.batch_part p
			JOIN ingest.batch b ON b.pipeline = p.pipeline AND b.number = p.batch WHERE b.state = 'CLEARED'
			""";

	private final MergeScenario scenario;

	Versions(MergeScenario scenario) {
		this.scenario = scenario;
	}

	/** Sends a version of each film. */
	void send(String version) {
		send(version, Instant.now());
	}

	/** Sends a version of each film, with the timestamp of a producer's clock. */
	void send(String version, Instant clock) {
		// Only a new producer knows the partitions that the topic has now.
		try (Producer<String, String> producer = producer()) {
			IntStream.range(0, FILMS)
				.mapToObj(String::valueOf)
				.map((id) -> new ProducerRecord<>(this.scenario.topic(), null, clock.toEpochMilli(), id,
						JSON.formatted(id, version)))
				.forEach((each) -> send(producer, each));
		}
	}

	/** Sends one record to a partition. */
	void sendTo(int partition, Instant clock, String id, String json) {
		try (Producer<String, String> producer = producer()) {
			send(producer, new ProducerRecord<>(this.scenario.topic(), partition, clock.toEpochMilli(), id, json));
		}
	}

	private static void send(Producer<String, String> producer, ProducerRecord<String, String> film) {
		var unused = producer.send(film, (metadata, ex) -> assertThat(ex).isNull());
	}

	private static Producer<String, String> producer() {
		return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()),
				new StringSerializer(), new StringSerializer());
	}

	/** Waits until so many rows are merged, and checks that the target has a version. */
	void assertMerged(int rows, String version) {
		await("%d rows merged".formatted(rows)).atMost(Duration.ofSeconds(60)).until(() -> merged() >= rows);
		assertThat(inTarget()).containsOnly(version).hasSize(FILMS);
	}

	private long merged() {
		return this.scenario.database().jdbc().sql(MERGED).query(Long.class).single();
	}

	private List<String> inTarget() {
		return this.scenario.database()
			.jdbc()
			.sql("SELECT name FROM films WHERE id::int BETWEEN 0 AND 29 ORDER BY id")
			.query(String.class)
			.list();
	}

}
