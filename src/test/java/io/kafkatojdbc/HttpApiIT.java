package io.kafkatojdbc;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every path of the service: those that people have in their scripts, to the letter, and
 * the interface beside them.
 */
class HttpApiIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String SECRET = "hush-s3cret";

	private static final String topic = TestServers.topic(2);

	private static Service service;

	@BeforeAll
	static void start() {
		service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), topic)
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.batch.max-age", "1h")
			.with("spring.datasource.hikari.maximum-pool-size", 3)
			.with("spring.kafka.consumer.properties.ssl.truststore.password", SECRET)
			.with("spring.kafka.consumer.properties.sasl.jaas.config",
					"org.apache.kafka.common.security.plain.PlainLoginModule required password=\"" + SECRET + "\";")
			.start();
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@AfterEach
	void removeConsumers() {
		service.get("/api/consumers")
			.json()
			.forEach((consumer) -> service.delete("/api/consumers/" + consumer.get("name").asString()));
	}

	@Test
	void scriptsGetTheAnswersThatTheyAlwaysGot() {
		assertJson(service.get("/consumer/add/lucas"), 200, "{\"consumers\":[\"lucas\"]}");
		assertJson(service.get("/consumer/add/jon"), 200, "{\"consumers\":[\"lucas\",\"jon\"]}");
		assertJson(service.post("/consumer/add/jon"), 200, "{\"consumers\":[\"lucas\",\"jon\"]}");
		assertJson(service.post("/consumer/remove/lucas"), 200, "{\"consumers\":[\"jon\"]}");
		assertJson(service.get("/consumer/remove/jon"), 200, "{\"consumers\":[]}");
		assertJson(service.get("/consumer/remove/nobody"), 404, "{\"error\":\"Consumer 'nobody' does not exist.\"}");
		assertJson(service.post("/consumer/remove/nobody"), 404, "{\"error\":\"Consumer 'nobody' does not exist.\"}");
		assertJson(service.get("/config/update/fetch.max.bytes=123456"), 200, "{\"status\":\"Consumer updated!\"}");
		assertJson(service.post("/config/update/fetch.max.bytes=654321"), 200, "{\"status\":\"Consumer updated!\"}");
		assertThat(service.setting("fetch.max.bytes")).isEqualTo("654321");
		String status = "\\{\"currentBatchCount\":\"\\d+\",\"history\":\\[.*]}";
		assertThat(service.get("/status").body()).matches(status);
		assertThat(service.post("/status").body()).matches(status);
		assertThat(List.of(service.get("/health"), service.post("/health")))
			.containsOnly(new Answer(200, "text/plain;charset=UTF-8", "HEALTHY"));
	}

	@Test
	void aConsumerTellsWhatItDoes() {
		assertThat(service.put("/api/consumers/lucas").json().get("name").asString()).isEqualTo("lucas");
		try (Films films = new Films(TestServers.bootstrapServers(), topic)) {
			films.send(10);
		}
		await("ten staged records").atMost(PATIENCE)
			.until(() -> service.get("/api/consumers").json().get(0).get("stagedRecords").asInt() >= 10);
		JsonNode lucas = service.get("/api/consumers").json().get(0);
		assertThat(lucas.get("state").asString()).isEqualTo("RUNNING");
		assertThat(lucas.get("partitions").toString()).isEqualTo("[0,1]");
		assertThat(lucas.get("lastPollRecords").asInt()).isBetween(1, 10);
		assertThat(lucas.get("lag").propertyNames()).containsExactly("0", "1");
		assertThat(service.put("/api/consumers/lucas").status()).isEqualTo(200);
		assertThat(service.get("/api/consumers").json().size()).isEqualTo(1);
		assertThat(service.delete("/api/consumers/lucas")).isEqualTo(new Answer(204, "", ""));
		Problem.check(service.delete("/api/consumers/lucas"), 404, "Consumer 'lucas' does not exist.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "j%20n", "j*n", "%C3%A4",
			"n23456789012345678901234567890123456789012345678901234567890123456" })
	void aNameThatBreaksTheRuleIsRefusedWithTheRule(String name) {
		String rule = "a consumer's name has 1 to 64 letters, digits, '-' or '_'";
		Problem.check(service.put("/api/consumers/" + name), 400, rule);
		Problem.check(service.get("/consumer/add/" + name), 400, rule);
		assertThat(service.get("/api/consumers").body()).isEqualTo("[]");
	}

	@Test
	void moreConsumersThanConnectionsAreRefused() {
		assertThat(List.of("a", "b", "c")).allMatch((name) -> service.put("/api/consumers/" + name).status() == 200);
		Problem.check(service.put("/api/consumers/d"), 409, "spring.datasource.hikari.maximum-pool-size");
		Problem.check(service.get("/consumer/add/d"), 409, "spring.datasource.hikari.maximum-pool-size");
		assertThat(service.get("/api/consumers").json().size()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			max.pol.records                | 100         | Kafka knows no consumer setting 'max.pol.records'
			max.poll.records               | many        | Not a number of type INT
			max.poll.records               | 0           | Value must be at least 1
			heartbeat.interval.ms          | 3600000     | Heartbeat must be set lower than the session timeout
			group.id                       | mine        | 'group.id' can't be changed
			group.instance.id              | mine        | 'group.instance.id' can't be changed
			group.protocol                 | consumer    | 'group.protocol' can't be changed
			client.id                      | mine        | 'client.id' can't be changed
			enable.auto.commit             | true        | 'enable.auto.commit' can't be changed
			auto.offset.reset              | latest      | 'auto.offset.reset' can't be changed
			isolation.level                | read_uncommitted | 'isolation.level' can't be changed
			interceptor.classes            | com.example.Mine | 'interceptor.classes' can't be changed
			key.deserializer               | com.example.Mine | 'key.deserializer' can't be changed
			value.deserializer             | com.example.Mine | 'value.deserializer' can't be changed
			bootstrap.servers              | other:9092  | 'bootstrap.servers' can't be changed
			ingest.batch.max-rows          | 0           | 'ingest.batch.max-rows' must be 1 or more
			ingest.batch.max-rows          | many        | 'ingest.batch.max-rows' can't be 'many': it is a number
			ingest.batch.quiet-period      | soon        | it is a time as in 10s
			ingest.batch.max-age           | 0s          | 'ingest.batch.max-age' must be longer than nothing
			ingest.batch.min-rows          | 1           | There is no setting 'ingest.batch.min-rows'
			ingest.consumers               | j*n         | 'ingest.consumers' can't name 'j*n'
			ingest.topic                   | other       | 'ingest.topic' can't be changed while the service runs
			""")
	void aSettingThatIsRefusedChangesNothing(String key, String value, String reason) {
		String before = service.get("/api/config").body();
		Problem.check(service.get("/config/update/%s=%s".formatted(key, value)), 400, reason);
		Problem.check(service.patch("/api/config", """
				{"fetch.max.bytes": "7777", "%s": "%s", "fetch.min.bytes": "7"}""".formatted(key, value)), 400, reason);
		assertThat(service.get("/api/config").body()).isEqualTo(before);
	}

	@Test
	void aSettingThatIsNullGoesBackToItsInitialValue() {
		String initial = service.setting("max.poll.records");
		Answer set = service.patch("/api/config", "{\"max.poll.records\":123,\"fetch.max.wait.ms\":\"50000\"}");
		assertThat(set.json().get("changes").get("max.poll.records").asString()).isEqualTo("123");
		assertThat(service.setting("max.poll.records")).isEqualTo("123");
		assertThat(Integer.parseInt(service.setting("request.timeout.ms"))).isGreaterThan(50_000);
		Answer back = service.patch("/api/config", "{\"max.poll.records\":null,\"fetch.max.wait.ms\":null}");
		assertThat(back.status()).isEqualTo(200);
		assertThat(back.json().get("changes").has("max.poll.records")).isFalse();
		assertThat(service.setting("max.poll.records")).isEqualTo(initial);
		assertThat(service.setting("request.timeout.ms")).isEqualTo("30000");
	}

	@Test
	void secretsAreNeitherTakenNorShown() {
		Problem.check(service.patch("/api/config", "{\"ssl.key.password\":\"%s\"}".formatted(SECRET)), 400,
				"spring.kafka.consumer.properties.ssl.key.password");
		Problem.check(service.get("/config/update/ssl.key.password=" + SECRET), 400, "can't be changed over HTTP");
		assertThat(service.get("/api/config").body()).contains("security.protocol").doesNotContain(SECRET);
		assertThat(service.get("/api/config/changes").body()).doesNotContain("ssl.key.password", SECRET);
		assertThat(service.log()).doesNotContain(SECRET);
	}

	@Test
	void batchesAreListedAndSealedOnRequest() {
		service.put("/api/consumers/lucas");
		try (Films films = new Films(TestServers.bootstrapServers(), topic)) {
			for (int i = 0; i < 3; i++) {
				films.send(5);
				await("sealed batch").atMost(PATIENCE).until(this::sealsABatch);
			}
		}
		await("an open batch without rows").atMost(PATIENCE)
			.untilAsserted(() -> Problem.check(service.post("/api/batches"), 409, "has no rows yet"));
		JsonNode all = service.get("/api/batches").json();
		List<Integer> numbers = all.valueStream().map((batch) -> batch.get("number").asInt()).toList();
		assertThat(numbers).hasSizeGreaterThan(3).isSortedAccordingTo((left, right) -> right - left);
		JsonNode latest = service.get("/api/batches?limit=2").json();
		assertThat(latest.valueStream().map((batch) -> batch.get("number").asInt())).isEqualTo(numbers.subList(0, 2));
		assertThat(all.get(1).get("reason").asString()).isEqualTo("MANUAL");
		Problem.check(service.get("/api/batches?limit=0"), 400, "the limit is from 1 to 1000");
		JsonNode status = service.get("/api/status").json();
		assertThat(status.get("topic").asString()).isEqualTo(topic);
		assertThat(status.get("phase").asString()).isEqualTo("COLLECTING");
		assertThat(status.get("open").get("number").asInt()).isEqualTo(numbers.get(0));
	}

	private boolean sealsABatch() {
		Answer answer = service.post("/api/batches");
		assertThat(answer.status()).isIn(202, 409);
		return answer.status() == 202 && answer.json().get("state").asString().matches("SEALED|MERGED|CLEARED");
	}

	@Test
	void aFetchThatWaitsForTooManyBytesIsToldWithItsFigures() {
		service.put("/api/consumers/lucas");
		assertThat(service.get("/api/advice").body()).isEqualTo("[]");
		service.patch("/api/config", "{\"fetch.min.bytes\": 20000, \"fetch.max.wait.ms\": 50000}");
		service.awaitLog("Consumer lucas took over changed settings");
		try (Films films = new Films(TestServers.bootstrapServers(), topic);
				Films.Sending sending = films.sendEvery(Duration.ofMillis(20))) {
			await("advice in " + sending).atMost(PATIENCE).until(() -> service.get("/api/advice").json().size() == 1);
		}
		JsonNode advice = service.get("/api/advice").json().get(0);
		Matcher words = Pattern
			.compile("Consumer lucas: ([\\d,]+) B/s with fetch\\.min\\.bytes=20000 and fetch\\.max\\.wait\\.ms=50000 "
					+ "waits ([\\d.]+) s per poll; fetch\\.min\\.bytes=(\\d+) would wait some [\\d.]+ s\\.")
			.matcher(advice.get("advice").asString());
		assertThat(words.matches()).as(advice.toString()).isTrue();
		assertThat(Double.parseDouble(words.group(1).replace(",", "")) * Double.parseDouble(words.group(2)))
			.as("bytes of a fetch")
			.isBetween(19_000.0, 40_000.0);
		assertThat(Integer.parseInt(words.group(3))).isBetween(100, 19_999);
		assertThat(advice.get("suggestion").asString()).isEqualTo(words.group(3));
		assertThat(advice.get("measured").get("fetch.min.bytes").asInt()).isEqualTo(20_000);
		assertThat(service.setting("fetch.min.bytes")).isEqualTo("20000");
		service.patch("/api/config", "{\"fetch.min.bytes\": null, \"fetch.max.wait.ms\": null}");
		await("nothing left for others").atMost(PATIENCE)
			.until(() -> service.get("/api/topic")
				.json()
				.get("partitions")
				.valueStream()
				.allMatch((each) -> each.get("nextOffset").equals(each.get("end"))));
	}

	@Test
	void healthAndMetersAreOnTheSamePort() {
		assertThat(service.get("/actuator/health").json().get("status").asString()).isEqualTo("UP");
		assertThat(service.get("/actuator/metrics").json().get("names").toString()).contains("ingest.records.staged");
		assertThat(service.get("/actuator/prometheus").body()).contains("ingest_records_staged_total");
	}

	private static void assertJson(Answer answer, int status, String json) {
		assertThat(answer).isEqualTo(new Answer(status, "application/json", json));
	}

}
