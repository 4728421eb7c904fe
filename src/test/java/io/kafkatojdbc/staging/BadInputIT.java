package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.table.StagingTables;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Scrape;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Everything that a topic can have in it, through the whole service, and its way out. */
class BadInputIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int TEN_MEGABYTES = 10_000_000;

	private static final TestDatabase database = TestServers.emptyDatabase();

	private static final String topic = TestServers.topic(1);

	private static Service service;

	@BeforeAll
	static void start() {
		new Topics(TestServers.bootstrapServers()).configure(topic, "max.message.bytes", "20000000");
		database.execute(StagingTables.ddl("films_staging", """
				id text NOT NULL, name varchar(20), story text, year smallint, kafka_tombstone boolean
				""") + "CREATE PROCEDURE merge_films(p_batch bigint) LANGUAGE sql AS 'SELECT'");
		service = new ServiceLauncher(database, TestServers.bootstrapServers(), topic)
			.with("ingest.batch.max-rows", "1000000")
			.with("ingest.batch.max-age", "1h")
			.with("ingest.batch.quiet-period", "1h")
			.start();
		send();
		service.put("/api/consumers/lucas");
		await("all rejected").atMost(PATIENCE).until(() -> service.get("/api/rejected").json().size() == 13);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	private static void send() {
		try (Producer<String, byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers(),
						ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 20_000_000),
				new StringSerializer(), new ByteArraySerializer())) {
			send(producer, "good", "{\"id\":\"good\"}");
			send(producer, "NOT_JSON", "no film");
			send(producer, "NOT_AN_OBJECT", "[1]");
			send(producer, "NUL_CHARACTER", "{\"id\":\"a\\u0000b\"}");
			var unused = producer
				.send(new ProducerRecord<>(topic, "INVALID_UTF8", new byte[] { '{', (byte) 0xFF, '}' }));
			send(producer, "WRONG_VALUE", "{\"id\":\"1\",\"year\":40000}");
			send(producer, "TOO_LONG", "{\"id\":\"1\",\"name\":\"A Film With Too Long a Name\"}");
			send(producer, "MISSING_VALUE", "{\"name\":\"A Film\"}");
			send(producer, null, null);
			send(producer, "BEYOND_LIMITS", "{\"id\":" + "[".repeat(5_000));
			send(producer, "BEYOND_LIMITS", "{\"x\":" + "{\"x\":".repeat(5_000));
			send(producer, "DUPLICATE_FIELD", "{\"id\":\"1\",\"id\":\"2\"}");
			send(producer, "good", "{\"id\":\"huge\",\"story\":\"%s\"}".formatted("é".repeat(TEN_MEGABYTES / 2)));
			send(producer, "MISSING_VALUE", "{\"story\":\"%s\"}".formatted("é".repeat(TEN_MEGABYTES / 2)));
			send(producer, "TOO_LONG", "{\"id\":\"2\",\"name\":\"A Film With Too Long a Name\",\"story\":\"%s\"}"
				.formatted("é".repeat(TEN_MEGABYTES / 2)));
			send(producer, "gone", null);
			send(producer, "{\"id\":\"gone, too\", \"year\": 7}", null);
			send(producer, "good", "{\"id\":\"last\"}");
		}
	}

	private static void send(Producer<String, byte[]> producer, @Nullable String key, @Nullable String value) {
		var unused = producer
			.send(new ProducerRecord<>(topic, 0, key, (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null));
	}

	@Test
	void onlyWhatIsBadIsRejectedAndSaysWhy() {
		assertThat(database.jdbc()
			.sql("SELECT coalesce(convert_from(key, 'UTF8'), 'TOMBSTONE') = code FROM ingest.rejected_record WHERE kafka_offset <> 11")
			.query(Boolean.class)
			.list()).as("codes, without the one that another test discards").hasSize(12).containsOnly(true);
		assertThat(database.jdbc()
			.sql("SELECT id || coalesce(year, 0) || kafka_tombstone || coalesce(length(story), 0) FROM films_staging WHERE kafka_offset <> 5 ORDER BY kafka_offset")
			.query(String.class)
			.list())
			.containsExactly("good0false0", "huge0false5000000", "gone0true0", "gone, too7true0", "last0false0");
		Scrape meters = Scrape.of(service);
		assertThat(meters.sum("ingest_records_polled_total")).isEqualTo(18);
		assertThat(meters.sum("ingest_records_staged_total")).isEqualTo(5);
		assertThat(meters.sum("ingest_records_rejected_total", "code", "BEYOND_LIMITS")).isEqualTo(2);
	}

	@Test
	void isListedByPagesAndFilters() {
		JsonNode first = service.get("/api/rejected?limit=2").json();
		assertThat(first.valueStream().map((each) -> each.get("offset").asInt())).containsExactly(1, 2);
		assertThat(first.get(0).get("state").asString()).isEqualTo("WAITING");
		JsonNode second = service.get("/api/rejected?limit=1&after=0:2").json();
		assertThat(second.get(0).get("code").asString()).isEqualTo("NUL_CHARACTER");
		assertThat(service.get("/api/rejected?code=TOO_LONG&partition=0&batch=1").json().size()).isEqualTo(2);
		assertThat(service.get("/api/rejected?partition=1").json().size()).isZero();
		assertThat(service.get("/api/rejected?state=DISCARDED&batch=7").json().size()).isZero();
		for (String wrong : List.of("limit=0", "after=x", "state=x", "code=x")) {
			assertThat(service.get("/api/rejected?" + wrong).status()).as(wrong).isEqualTo(400);
		}
	}

	@Test
	void isShownWithWhatItContains() {
		assertThat(service.get("/api/rejected/0/1").json().get("value").toString()).isEqualTo("{\"text\":\"no film\"}");
		assertThat(service.get("/api/rejected/0/4").json().get("value").toString()).isEqualTo("{\"base64\":\"e/99\"}");
		assertThat(service.get("/api/rejected/0/8").json().get("value").isNull()).isTrue();
		Problem.check(service.get("/api/rejected/0/0"), 404, "No record of partition 0, offset 0 was rejected");
	}

	@Test
	void isRetriedOrDiscarded() {
		Problem.check(service.post("/api/rejected/0/5/retry"), 422, "out of range");
		Problem.check(service.post("/api/rejected/0/5/retry", "{}"), 400, "Send no body");
		JsonNode retried = service.post("/api/rejected/0/5/retry", "{\"value\":{\"id\":\"5\",\"year\":1999}}").json();
		assertThat(retried.get("retriedIn").asInt()).isOne();
		Problem.check(service.post("/api/rejected/0/5/retry"), 409, "RETRIED in batch 1 already");
		assertThat(service.delete("/api/rejected/0/11").status()).isEqualTo(204);
		Problem.check(service.delete("/api/rejected/0/11"), 409, "DISCARDED already");
		assertThat(service.get("/api/rejected/0/11").json().get("value").isNull()).isTrue();
		assertThat(service.post("/api/rejected/retry?code=INVALID_UTF8").body())
			.isEqualTo("{\"retried\":0,\"stillRejected\":1}");
		assertThat(Scrape.of(service).sum("ingest_records_retried_total")).isOne();
	}

	@Test
	void aCorrectionIsTakenAsItCameWhateverItIsCalled() {
		Answer answer = service.postForm("/api/rejected/0/6/retry",
				"{\"value\":{\"id\":\"1\",\"year\":\"a+b=50%&c\"}}");
		Problem.check(answer, 422, "\"a+b=50%&c\"");
	}

	@Test
	void nothingIsDiscardedUnlessItIsSaidWhat() {
		for (String all : List.of("", "?all=false", "?code=&partition=")) {
			Problem.check(service.delete("/api/rejected" + all), 400, "all=true");
		}
		Problem.check(service.delete("/api/rejected?partition=1&cod=TOO_LONG"), 400, "'cod'");
		Problem.check(service.post("/api/rejected/retry?cod=TOO_LONG"), 400, "'cod'");
		assertThat(service.delete("/api/rejected?partition=1").body()).isEqualTo("{\"discarded\":0}");
		assertThat(service.get("/api/rejected?state=DISCARDED").json()).hasSizeLessThan(2);
	}

}
