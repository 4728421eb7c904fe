package io.kafkatojdbc.page;

import java.time.Duration;
import java.util.Map;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page can be used by everybody, by day, by night and on a phone; its pictures are in
 * {@code target/screenshots}.
 */
class PageLooksIT {

	private static final String SLOW_AND_STRICT = """
			CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0,
				p_slices integer DEFAULT 1, INOUT p_merged bigint DEFAULT NULL)
			LANGUAGE plpgsql AS $$ BEGIN
				IF EXISTS (SELECT FROM films_staging WHERE batch = p_batch AND name = 'Poison') THEN
					RAISE EXCEPTION 'the film "Poison" is not to be shown';
				END IF;
				PERFORM pg_sleep(0.1 + random() * 0.3);
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch ORDER BY id, kafka_offset DESC ON CONFLICT (id) DO UPDATE SET name = excluded.name;
			END $$
			""";

	/** As pictures are to show it. */
	private static final String TOPIC = "films";

	private final TestDatabase database = TestServers.database();

	private final LocalBroker broker = LocalBroker.create();

	@BeforeAll
	static void assumeBrowser() {
		Browser.assumeInstalled();
	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void nothingSeriousKeepsAnybodyFromUsingIt() {
		this.broker.createTopic(TOPIC, 6);
		this.database.execute(SLOW_AND_STRICT);
		try (Service service = launch();
				Films films = new Films(this.broker.bootstrapServers(), TOPIC);
				Browser browser = Browser.open(service)) {
			films.send(340);
			awaitBatch(service, "ROWS");
			films.send(34);
			awaitBatch(service, "QUIET");
			// Not before, as on a slow machine age would have been first.
			assertThat(service.patch("/api/config", "{\"ingest.batch.max-age\": \"1s\"}").status()).isEqualTo(200);
			sendGarbage();
			try (Films.Sending sending = films.sendEvery(Duration.ofMillis(25))) {
				awaitBatches(service, 9);
				service.post("/api/batches");
				awaitBatch(service, "MANUAL");
				browser.awaitText("#batches", "by hand");
				looks(browser, "well");
				films.send("poison", "Poison");
				await("a failed batch in " + sending).atMost(Browser.PATIENCE)
					.until(() -> service.get("/api/batches?state=FAILED").json().size() == 1);
				browser.awaitText("#failed", "is not to be shown");
				looks(browser, "failed");
			}
			browser.click("#rejected-records button");
			browser.awaitText("#record-title", "Rejected record");
			looks(browser, "record");
		}
	}

	private static void looks(Browser browser, String name) {
		SoftAssertions looks = new SoftAssertions();
		Map.of("light", 1280, "dark", 1280, "phone", 390).forEach((look, width) -> {
			browser.look(look.equals("dark") ? "dark" : "light", width, (width > 390) ? 1000 : 844);
			assertThat(browser.screenshot(name + "-" + look)).isNotEmptyFile();
			looks.assertThat(browser.barriers()).as("%s, %s", name, look).isEmpty();
			looks.assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
				.as("width of %s, %s", name, look)
				.isLessThanOrEqualTo(width);
		});
		browser.look("light", 1280, 1000);
		looks.assertAll();
	}

	private void sendGarbage() {
		Map<String, String> garbage = Map.of("a", "no film", "b", "{\"id\": \"b\"}", "c",
				"{\"id\": \"c\", \"name\": \"A\\u0000Z\"}", "d", "[]");
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.broker.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			for (Map.Entry<String, String> each : garbage.entrySet()) {
				var unused = producer.send(new ProducerRecord<>(TOPIC, each.getKey(), each.getValue()));
			}
		}
	}

	private static void awaitBatch(Service service, String reason) {
		await("batch by " + reason).atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/batches?state=CLEARED")
				.json()
				.valueStream()
				.anyMatch((batch) -> batch.get("reason").asString().equals(reason)));
	}

	private static void awaitBatches(Service service, int count) {
		await(count + " batches").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/batches?state=CLEARED").json().size() >= count);
	}

	private Service launch() {
		return new ServiceLauncher(this.database, this.broker.bootstrapServers(), TOPIC)
			.with("ingest.consumers", "lucas,jon,marie-claire")
			.with("ingest.batch.quiet-period", "1s")
			.with("ingest.batch.max-age", "1m")
			.start();
	}

}
