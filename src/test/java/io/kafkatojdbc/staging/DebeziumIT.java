package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A table that Debezium captures is the same in the target, deletes included. */
class DebeziumIT {

	private static final String TARGET = """
			ALTER TABLE films_staging ADD kafka_tombstone boolean, ADD kafka_op text, ALTER name DROP NOT NULL;
			CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, INOUT p_merged bigint DEFAULT NULL)
			LANGUAGE plpgsql AS $$
			BEGIN
				CREATE TEMPORARY TABLE last ON COMMIT DROP AS SELECT DISTINCT ON (id) * FROM films_staging
				WHERE batch = p_batch ORDER BY id, kafka_order DESC, kafka_partition DESC, kafka_offset DESC;
				DELETE FROM films f USING last l WHERE f.id = l.id AND l.kafka_tombstone;
				INSERT INTO films (id, name) SELECT id, name || ' (' || kafka_op || ')' FROM last WHERE NOT kafka_tombstone
				ON CONFLICT (id) DO UPDATE SET name = excluded.name;
				GET DIAGNOSTICS p_merged = ROW_COUNT;
			END $$;
			""";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(1);

	@Test
	void insertsUpdatesAndDeletesReachTheTarget() {
		this.database.execute("DROP PROCEDURE merge_films; DELETE FROM films;" + TARGET);
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
				new StringSerializer()); Service service = launcher().start()) {
			send(producer, "1", event("r", null, "Alien"));
			send(producer, "2", event("c", null, "Jaws"));
			send(producer, "3", event("c", null, "Heat"));
			awaitTarget("1 Alien (r), 2 Jaws (c), 3 Heat (c)");
			send(producer, "1", event("u", "Alien", "Aliens"));
			send(producer, "2", event("d", "Jaws", null));
			send(producer, "2", null);
			send(producer, "3", event("d", null, null));
			send(producer, "3", null);
			send(producer, "4", "{\"op\": \"m\", \"message\": {\"prefix\": \"x\"}}");
			awaitTarget("1 Aliens (u)");
			await("the ledger").atMost(Duration.ofSeconds(30)).until(() -> ledger().equals(List.of("6 0 3")));
			assertThat(service.get("/actuator/prometheus").body())
				.containsPattern("ingest_records_skipped_total\\{pipeline=\"%s\"} 3.0".formatted(this.topic));
		}
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.record.envelope", "debezium")
			.with("ingest.batch.quiet-period", "300ms")
			.with("ingest.batch.max-age", "1s");
	}

	private static String event(String op, @Nullable String before, @Nullable String after) {
		return "{\"before\": %s, \"after\": %s, \"source\": {\"ts_ms\": 1}, \"op\": \"%s\", \"ts_ms\": 2}"
			.formatted(row(before), row(after), op);
	}

	private static @Nullable String row(@Nullable String name) {
		return (name != null) ? "{\"id\": \"#\", \"name\": \"%s\"}".formatted(name) : null;
	}

	private void send(Producer<String, String> producer, String id, @Nullable String event) {
		String value = (event != null) ? event.replace("#", id) : null;
		var unused = producer.send(new ProducerRecord<>(this.topic, "{\"id\": \"%s\"}".formatted(id), value));
		producer.flush();
	}

	private void awaitTarget(String films) {
		await(films).atMost(Duration.ofSeconds(30))
			.until(() -> films.equals(this.database.jdbc()
				.sql("SELECT coalesce(string_agg(concat(id, ' ', name), ', ' ORDER BY id), '') FROM films")
				.query(String.class)
				.single()));
	}

	private List<String> ledger() {
		return this.database.jdbc()
			.sql("SELECT concat_ws(' ', sum(staged), sum(rejected), sum(skipped)) FROM ingest.batch_part")
			.query(String.class)
			.list();
	}

}
