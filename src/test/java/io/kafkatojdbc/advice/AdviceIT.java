package io.kafkatojdbc.advice;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Advice is given on what a real broker does, and changes nothing. */
class AdviceIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern WAITS = Pattern
		.compile("Consumer lucas: ([\\d,]+) B/s with fetch\\.min\\.bytes=20000 and "
				+ "fetch\\.max\\.wait\\.ms=50000 waits ([\\d.]+) s per poll; fetch\\.min\\.bytes=(\\d+) would wait some [\\d.]+ s\\.");

	private final String topic = TestServers.topic(1);

	@Test
	void aFetchThatWaitsForTooManyBytesIsToldWithItsFigures() {
		try (Service service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.start(); Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			assertThat(service.get("/api/advice").body()).isEqualTo("[]");
			assertThat(service.patch("/api/config", """
					{"fetch.min.bytes": 20000, "fetch.max.wait.ms": 50000}""").status()).isEqualTo(200);
			service.awaitLog("Consumer lucas took over changed settings");
			Films.Sending sending = films.sendEvery(Duration.ofMillis(20));
			await("advice").atMost(PATIENCE).until(() -> !find(service).isMissingNode());
			sending.close();
			JsonNode advice = find(service);
			Matcher words = WAITS.matcher(advice.get("advice").asString());
			assertThat(words.matches()).as(advice.toString()).isTrue();
			double bytesPerSecond = Double.parseDouble(words.group(1).replace(",", ""));
			double waited = Double.parseDouble(words.group(2));
			assertThat(bytesPerSecond * waited).as("bytes of a fetch").isBetween(19_000.0, 40_000.0);
			assertThat(Integer.parseInt(words.group(3))).isBetween(100, 19_999);
			assertThat(advice.get("suggestion").asString()).isEqualTo(words.group(3));
			assertThat(advice.get("measured").get("fetch.min.bytes").asInt()).isEqualTo(20_000);
			assertThat(service.get("/api/config").json().get("effective").get("fetch.min.bytes").asString())
				.isEqualTo("20000");
			service.patch("/api/config", "{\"fetch.min.bytes\": null}");
		}
	}

	private static JsonNode find(Service service) {
		return service.get("/api/advice").json().at("/0");
	}

}
