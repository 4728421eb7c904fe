package io.kafkatojdbc;

import java.util.List;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** With the profile for it, whatever the service writes is JSON, an object a line. */
class JsonLogsIT {

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	@Test
	void everyLineIsAnEventOfThisPipelineAndInstance() {
		try (Service service = launcher().with("ingest.consumers", "lucas").start();
				Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(100);
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
			service.terminate();
			List<JsonNode> events = events(service);
			assertThat(events).extracting((event) -> event.get("message").asString())
				.anyMatch((message) -> message.startsWith("Started KafkaToJdbcApplication"))
				.anyMatch((message) -> message.startsWith("Batch 1 merged 100 rows"));
			assertThat(events).allSatisfy((event) -> {
				assertThat(event.get("@timestamp").asString()).isNotEmpty();
				assertThat(event.at("/log/level").asString()).isIn("INFO", "WARN");
				assertThat(event.at("/ingest/pipeline").asString()).isEqualTo(this.topic);
				assertThat(event.at("/service/node/name").asString()).isEqualTo("one");
			});
		}
	}

	@Test
	void aStartThatFailsSaysSoInOneEvent() {
		try (Service service = launcher().with("ingest.staging-table", "nowhere").launch()) {
			assertThat(service.awaitExit()).isEqualTo(1);
			assertThat(events(service)).extracting((event) -> event.get("message").asString())
				.last()
				.asString()
				.contains("APPLICATION FAILED TO START", "nowhere", "CREATE TABLE");
		}
	}

	@Test
	void aStackTraceIsAFieldOfItsEvent() {
		try (Service service = launcher().with("ingest.staging-table", "nowhere")
			.with("logging.level.org.springframework.boot.diagnostics", "debug")
			.launch()) {
			service.awaitExit();
			assertThat(events(service)).extracting((event) -> event.at("/error/stack_trace").asString(""))
				.anyMatch((trace) -> trace.contains("at io.kafkatojdbc."));
		}
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("spring.profiles.active", "json-logs")
			.with("ingest.instance", "one")
			.with("ingest.batch.max-rows", 100);
	}

	private static List<JsonNode> events(Service service) {
		assertThat(service.log().lines()).isNotEmpty().allMatch((line) -> line.startsWith("{") && line.endsWith("}"));
		return service.log().lines().map(JsonMapper.shared()::readTree).toList();
	}

}
