package io.kafkatojdbc.rejected;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bad records are set apart, and nothing else is. */
class RejectedRecordsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String TABLES = """
			CREATE TABLE genre (name text PRIMARY KEY);
			INSERT INTO genre VALUES ('drama');
			CREATE TABLE films (id text PRIMARY KEY);
			CREATE TABLE films_staging (
				id text NOT NULL, name varchar(20) NOT NULL, year integer CONSTRAINT no_film_yet CHECK (year > 1887),
				genre text CONSTRAINT known_genre REFERENCES genre,
				batch bigint NOT NULL, kafka_partition integer NOT NULL, kafka_offset bigint NOT NULL,
				kafka_timestamp timestamptz, slot smallint NOT NULL) PARTITION BY LIST (slot);
			CREATE TABLE films_staging_0 PARTITION OF films_staging (slot DEFAULT 0) FOR VALUES IN (0);
			CREATE TABLE films_staging_1 PARTITION OF films_staging (slot DEFAULT 1) FOR VALUES IN (1);
			CREATE TABLE films_staging_rest PARTITION OF films_staging DEFAULT;
			CREATE PROCEDURE merge_films(p_batch bigint) LANGUAGE sql AS
				'INSERT INTO films SELECT id FROM films_staging WHERE batch = p_batch';
			CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN RAISE 'no space left on device' USING ERRCODE = '53100'; END $$;
			""";

	private static final TestDatabase database = TestServers.emptyDatabase();

	private static final String topic = TestServers.topic(2);

	private static final Producer<String, byte[]> producer = new KafkaProducer<>(
			Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
			new ByteArraySerializer());

	private static Service service;

	@BeforeAll
	static void start() {
		database.execute(TABLES);
		service = new ServiceLauncher(database, TestServers.bootstrapServers(), topic)
			.with("ingest.batch.quiet-period", "500ms")
			.with("ingest.batch.max-rows", "1000")
			.start();
	}

	@AfterAll
	static void stop() {
		service.close();
		producer.close();
	}

	@AfterEach
	void removeConsumer() {
		service.delete("/api/consumers/lucas");
		database.execute("TRUNCATE films; TRUNCATE ingest.rejected_record");
	}

	@Test
	void onlyTheCulpritsAreRejected() {
		send("good-1", good("good-1"));
		send("not JSON", "no film");
		send("type", "{\"id\":\"type\",\"name\":\"A Film\",\"year\":\"soon\"}");
		send("good-2", good("good-2"));
		send("zero", "{\"id\":\"zero\",\"name\":\"A\\u0000Film\"}");
		send("missing", "{\"id\":\"missing\"}");
		send("long", "{\"id\":\"long\",\"name\":\"A Film With Too Long a Name\"}");
		send("tombstone", null);
		send("check", "{\"id\":\"check\",\"name\":\"A Film\",\"year\":1066}");
		send("foreign", "{\"id\":\"foreign\",\"name\":\"A Film\",\"genre\":\"opera\"}");
		send("good-3", good("good-3"));
		addConsumer();
		awaitMerged("good-1", "good-2", "good-3");
		assertThat(rejected()).zipSatisfy(List.of("check: .*constraint \"no_film_yet\".*",
				"foreign: .*\"known_genre\".*opera.*",
				"long: column 'name': value too long for type character varying\\(20\\)",
				"missing: column 'name' is NOT NULL, and has no value", "not JSON: the value is not JSON.*",
				"tombstone: the value is null \\(a tombstone\\), and the staging table has no column kafka_tombstone",
				"type: column 'year': invalid input syntax for type integer: \"soon\"",
				"zero: column 'name': PostgreSQL cannot store the character U\\+0000"),
				(reason, wanted) -> assertThat(reason).matches(wanted));
		JsonNode batch = service.get("/api/batches?limit=2").json().get(1);
		assertThat(batch.get("rows").asInt()).isEqualTo(3);
		assertThat(batch.get("rejected").asInt()).isEqualTo(8);
	}

	@Test
	void aRejectedRecordIsKeptAsItCame() {
		send("culprit", "no film");
		send("good", good("good"));
		addConsumer();
		awaitMerged("good");
		assertThat(database.jdbc().sql("""
				SELECT convert_from(key, 'UTF8') AS key, convert_from(value, 'UTF8') AS value, kafka_partition,
					header_names::text AS names, convert_from(header_values[1], 'UTF8') AS first,
					header_values[2] IS NULL AS second_is_null,
					kafka_timestamp > now() - interval '1 hour' AS recent,
					kafka_offset + 2 = (SELECT next_offset FROM ingest.partition_offset o
						WHERE o.kafka_partition = r.kafka_partition) AS place
				FROM ingest.rejected_record r
				""").query().singleRow())
			.isEqualTo(Map.of("key", "culprit", "value", "no film", "kafka_partition", 1, "names", "{origin,nothing}",
					"first", "culprit", "second_is_null", true, "recent", true, "place", true));
	}

	@Test
	void manyBadRecordsInOnePollAreAllFound() {
		for (int i = 0; i < 20; i++) {
			send("bad-" + i, "{\"id\":\"bad-%d\",\"name\":\"A Film\",\"year\":\"soon\"}".formatted(i));
			send("good-" + i, good("good-" + i));
		}
		addConsumer();
		awaitMerged(IntStream.range(0, 20).mapToObj((i) -> "good-" + i).toArray(String[]::new));
		assertThat(rejected()).hasSize(20).allMatch((each) -> each.startsWith("bad-"));
	}

	@Test
	void nothingIsRejectedWhileTheDatabaseCannotStage() {
		database.execute(
				"CREATE TRIGGER disk_full BEFORE INSERT ON films_staging FOR EACH ROW EXECUTE FUNCTION disk_full()");
		send("good", good("good"));
		send("culprit", "no film");
		addConsumer();
		try {
			awaitHealth(503, "no space left on device");
			assertThat(rejected()).isEmpty();
		}
		finally {
			database.execute("DROP TRIGGER disk_full ON films_staging");
		}
		awaitMerged("good");
		assertThat(rejected()).hasSize(1);
		awaitHealth(200, "HEALTHY");
	}

	@Test
	void nothingIsRejectedWhileTheStagingTableIsAway() {
		rename("films_staging", "films_away");
		try {
			send("good", good("good"));
			send("culprit", "no film");
			addConsumer();
			awaitHealth(503, "The staging table 'films_staging' does not exist");
			assertThat(rejected()).isEmpty();
		}
		finally {
			rename("films_away", "films_staging");
		}
		awaitMerged("good");
		assertThat(rejected()).hasSize(1);
		awaitHealth(200, "HEALTHY");
	}

	private static void rename(String from, String to) {
		Stream.of("", "_0", "_1")
			.forEach((part) -> database.execute("ALTER TABLE %s%s RENAME TO %s%s".formatted(from, part, to, part)));
	}

	private static String good(String id) {
		return "{\"id\":\"%s\",\"name\":\"A Film\",\"year\":1999,\"genre\":\"drama\"}".formatted(id);
	}

	private static void send(String key, @Nullable String value) {
		ProducerRecord<String, byte[]> film = new ProducerRecord<>(topic, 1, key,
				(value != null) ? value.getBytes(StandardCharsets.UTF_8) : null);
		film.headers().add("origin", key.getBytes(StandardCharsets.UTF_8)).add("nothing", null);
		var unused = producer.send(film);
	}

	/** Only now, so that one poll has all that was sent. */
	private static void addConsumer() {
		producer.flush();
		service.put("/api/consumers/lucas");
	}

	private static void awaitMerged(String... ids) {
		await("films in the target").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(database.jdbc().sql("SELECT id FROM films").query(String.class).list())
				.containsExactlyInAnyOrder(ids));
	}

	private static void awaitHealth(int status, String text) {
		await("health " + status).atMost(PATIENCE).untilAsserted(() -> {
			Answer health = service.get("/health");
			assertThat(health.body()).contains(text);
			assertThat(health.status()).isEqualTo(status);
		});
	}

	private static List<String> rejected() {
		return database.jdbc()
			.sql("SELECT convert_from(key, 'UTF8') || ': ' || reason FROM ingest.rejected_record")
			.query(String.class)
			.list()
			.stream()
			.sorted()
			.toList();
	}

}
