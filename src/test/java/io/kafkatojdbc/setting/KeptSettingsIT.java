package io.kafkatojdbc.setting;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is added or changed over HTTP holds after a restart, and in other instances. */
class KeptSettingsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Changes that are made at once meet for sure. */
	private static final String SLOW_CHANGES = """
			CREATE FUNCTION slow_change() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$;
			CREATE TRIGGER slow_change BEFORE INSERT ON ingest.setting_change
				FOR EACH ROW EXECUTE FUNCTION slow_change();
			""";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	@Test
	void consumersAndSettingsSurviveKillAndRestart() {
		ServiceLauncher launcher = launcher("one", "lucas,jon");
		try (Service service = launcher.start()) {
			assertKeepsNothingThatIsSecret(service);
			assertThat(service.put("/api/consumers/arya").status()).isEqualTo(200);
			assertThat(service.delete("/api/consumers/lucas").status()).isEqualTo(204);
			patch(service,
					"{\"max.poll.records\": 123, \"ingest.batch.max-rows\": 7, \"ingest.batch.max-age\": \"2m\"}");
			service.get("/config/update/fetch.max.bytes=654321");
			service.kill();
		}
		try (Service service = launcher.start()) {
			assertChanged(service);
			service.awaitLog("Instance one has the consumers \\[jon,arya], as left over HTTP, and not \\[lucas,jon]");
			patch(service, "{\"max.poll.records\": null}");
			assertThat(service.terminate()).isZero();
		}
		try (Service service = launcher.start()) {
			assertThat(consumers(service)).containsExactly("jon", "arya");
			assertThat(service.setting("max.poll.records")).isEqualTo("10000");
			assertThat(service.setting("ingest.batch.max-rows")).isEqualTo("7");
			patch(service, "{\"ingest.consumers\": null}");
			assertThat(consumers(service)).containsExactly("jon", "lucas");
			service.kill();
		}
		try (Service service = launcher.start()) {
			assertThat(consumers(service)).containsExactly("lucas", "jon");
			assertThat(service.log()).doesNotContain("as left over HTTP");
		}
	}

	private void assertKeepsNothingThatIsSecret(Service service) {
		assertThat(service.patch("/api/config", "{\"sasl.jaas.config\": \"hush-s3cret\", \"max.poll.records\": 7}")
			.status()).isEqualTo(400);
		assertThat(this.database.jdbc().sql("SELECT count(*) FROM ingest.setting_change").query(Long.class).single())
			.isZero();
		assertThat(service.setting("max.poll.records")).isEqualTo("10000");
	}

	private static void assertChanged(Service service) {
		assertThat(consumers(service)).containsExactly("jon", "arya");
		assertThat(service.setting("max.poll.records")).isEqualTo("123");
		assertThat(service.setting("fetch.max.bytes")).isEqualTo("654321");
		assertThat(service.setting("ingest.batch.max-rows")).isEqualTo("7");
		assertThat(service.setting("ingest.batch.max-age")).isEqualTo("2m");
		assertThat(service.get("/api/config").json().get("changes").propertyNames()).containsExactlyInAnyOrder(
				"fetch.max.bytes", "ingest.batch.max-age", "ingest.batch.max-rows", "ingest.consumers",
				"max.poll.records");
	}

	@Test
	void aConsumerThatWasRemovedStaysRemovedEvenIfNoneIsLeft() {
		ServiceLauncher launcher = launcher("one", "lucas");
		try (Service service = launcher.start()) {
			assertThat(service.get("/consumer/remove/lucas").body()).isEqualTo("{\"consumers\":[]}");
			service.kill();
		}
		try (Service service = launcher.start(); Service other = launcher("two", "lucas").start()) {
			assertThat(consumers(service)).isEmpty();
			assertThat(consumers(other)).as("another instance").containsExactly("lucas");
		}
	}

	@Test
	void otherInstancesTakeSettingsOverAndNoneIsLost() {
		try (Service one = launcher("one", "lucas").start(); Service two = launcher("two", "jon").start()) {
			patch(one, "{\"max.poll.records\": 77, \"ingest.batch.max-rows\": 9}");
			two.awaitLog("Consumer jon took over changed settings");
			assertThat(two.setting("max.poll.records")).isEqualTo("77");
			assertThat(two.setting("ingest.batch.max-rows")).isEqualTo("9");
			this.database.execute(SLOW_CHANGES);
			List<String> keys = List.of("fetch.max.bytes", "receive.buffer.bytes", "send.buffer.bytes",
					"fetch.min.bytes", "retry.backoff.ms", "reconnect.backoff.ms", "max.partition.fetch.bytes",
					"ingest.batch.max-rows-behind");
			IntStream.range(0, keys.size())
				.parallel()
				.forEach((i) -> patch((i % 2 == 0) ? one : two, "{\"%s\": \"%d\"}".formatted(keys.get(i), 1_000 + i)));
			await("all settings in both instances").atMost(PATIENCE)
				.untilAsserted(() -> IntStream.range(0, keys.size())
					.forEach((i) -> assertThat(Stream.of(one, two).map((each) -> each.setting(keys.get(i))))
						.containsOnly(String.valueOf(1_000 + i))));
			assertThat(consumers(one)).containsExactly("lucas");
			assertThat(changes(one).stream().map((change) -> change.get("number").asInt())).containsExactlyElementsOf(
					IntStream.rangeClosed(1, keys.size() + 2).map((i) -> keys.size() + 3 - i).boxed().toList());
		}
	}

	@Test
	void processesOfOneInstanceShareItsConsumers() {
		try (Service one = launcher("films", "lucas").start(); Service two = launcher("films", "lucas").start()) {
			one.put("/api/consumers/jon");
			await("jon in the other process").atMost(PATIENCE)
				.until(() -> consumers(two).equals(List.of("lucas", "jon")));
			two.delete("/api/consumers/lucas");
			await("no lucas in the first one").atMost(PATIENCE).until(() -> consumers(one).equals(List.of("jon")));
		}
	}

	@Test
	void aKeptSettingThatIsGoodNoMoreIsIgnoredAndSaid() {
		ServiceLauncher launcher = launcher("one", "lucas").with("spring.datasource.hikari.maximum-pool-size", 2);
		try (Service service = launcher.start()) {
			assertOthersThanThoseOnTheListAreRefused(service);
			service.terminate();
		}
		this.database.jdbc().sql("""
				INSERT INTO ingest.setting_change (pipeline, number, instance, key, new_value) VALUES
					(:p, 1, NULL, 'gone.setting', '1'), (:p, 2, NULL, 'max.poll.records', 'many'),
					(:p, 3, NULL, 'fetch.min.bytes', '7'), (:p, 4, NULL, 'auto.offset.reset', 'latest'),
					(:p, 5, 'one', 'ingest.consumers', 'a,b,c'), (:p, 6, NULL, 'ingest.batch.max-rows', '0'),
					(:p, 7, NULL, 'ssl.endpoint.identification.algorithm', ''),
					(:p, 8, NULL, 'client.rack', '${env:HOME}')
				""").param("p", this.topic).update();
		List<String> bad = List.of("auto.offset.reset", "client.rack", "gone.setting", "ingest.batch.max-rows",
				"ingest.consumers", "max.poll.records", "ssl.endpoint.identification.algorithm");
		try (Service service = launcher.start()) {
			assertThat(service.setting("fetch.min.bytes")).isEqualTo("7");
			assertThat(service.setting("max.poll.records")).isEqualTo("10000");
			assertThat(service.setting("ssl.endpoint.identification.algorithm")).isEqualTo("https");
			assertThat(consumers(service)).containsExactly("lucas");
			assertThat(service.get("/api/config").json().get("ignored").propertyNames())
				.containsExactlyInAnyOrderElementsOf(bad);
			assertIgnoredAloud(service, "'gone.setting' is ignored: Kafka knows no consumer setting 'gone.setting'.");
			assertIgnoredAloud(service, "'client.rack' is ignored: 'client.rack' can't be changed over HTTP");
			await("health").atMost(PATIENCE).until(() -> service.get("/health").body().equals("HEALTHY"));
			patch(service, bad.stream().map("\"%s\": null"::formatted).collect(Collectors.joining(",", "{", "}")));
			assertThat(service.get("/api/config").json().get("ignored").size()).isZero();
		}
	}

	private static void assertIgnoredAloud(Service service, String sentence) {
		assertThat(service.log()).contains("The change of " + sentence);
		assertThat(service.get("/actuator/health").body()).contains("The change of " + sentence);
	}

	private static void assertOthersThanThoseOnTheListAreRefused(Service service) {
		String before = service.get("/api/config").body();
		Problem.check(service.get("/config/update/ssl.endpoint.identification.algorithm="), 400,
				"can't be changed over HTTP: only settings for fetching, polling, ");
		Problem.check(service.get("/config/update/client.rack=%24%7Benv:HOME%7D"), 400, "can't be changed over HTTP");
		Problem.check(service.post("/config/update/max.poll.records=%24%7Benv:HOME%7D"), 400, "a value with '${'");
		Problem.check(service.patch("/api/config", "{\"fetch.min.bytes\": 9, \"client.rack\": \"${env:HOME}\"}"), 400,
				"'client.rack' can't be changed over HTTP");
		assertThat(service.get("/api/config").body()).isEqualTo(before);
	}

	private ServiceLauncher launcher(String instance, String consumers) {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.instance", instance)
			.with("ingest.consumers", consumers);
	}

	private static void patch(Service service, String json) {
		assertThat(service.patch("/api/config", json))
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
	}

	private static List<String> consumers(Service service) {
		return service.get("/api/consumers").json().valueStream().map((each) -> each.get("name").asString()).toList();
	}

	private static List<JsonNode> changes(Service service) {
		return service.get("/api/config/changes").json().valueStream().toList();
	}

}
