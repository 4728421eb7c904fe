package io.kafkatojdbc.manual;

import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.demo.DemoRun;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The first steps of somebody who has just cloned the project. */
class TryItIT {

	private static final String SECTION = "Try it";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final DemoRun run = new DemoRun();

	/** Fewer films at that pace, which would take half a minute. */
	private final Shell shell = new Shell().replace("--interval 10ms --count 3000", "--interval 10ms --count 300")
		.replace("localhost:8080", this.run.service())
		.replace("film-generator.sh", "film-generator.sh --bootstrap " + this.run.bootstrapServers());

	@Test
	void goesAsTheReadmeSays() {
		List<String> commands = Manual.README.commands(SECTION);
		// What these start is what runs below, and this test.
		assertThat(commands).filteredOn(TryItIT::isBuild)
			.containsExactly("./mvnw spring-boot:test-run",
					"./mvnw spring-boot:test-run -Dspring-boot.run.arguments=\"--demo.merge-delay=2s --demo.interval=5ms\"",
					"./mvnw verify");
		try (Service demo = this.run.start("--demo.merge-delay=200ms", "--demo.interval=5ms")) {
			demo.awaitLog("Films flow", Duration.ofMinutes(2));
			await("history as long as the README's").atMost(PATIENCE)
				.until(() -> demo.get("/status").json().get("history").size() > 1);
			String answer = Manual.README.blocks(SECTION, "json").get(0);
			assertThat(shape(this.shell.run(commands.get(1)))).isEqualTo(shape(answer));
			commands.stream().filter((command) -> !isBuild(command)).forEach(this.shell::run);
			assertThat(demo.get("/api/consumers").json().valueStream().map((each) -> each.get("name").asString()))
				.containsExactly("lucas");
			assertThat(demo.get("/api/config").json().get("changes").propertyNames()).contains("max.poll.records",
					"fetch.min.bytes", "fetch.max.wait.ms");
		}
	}

	private static boolean isBuild(String command) {
		return command.startsWith("./mvnw");
	}

	private static String shape(String json) {
		JsonNode node = JsonMapper.shared().readTree(json);
		return node.properties().stream().map((each) -> each.getKey() + " " + each.getValue().getNodeType()).toList()
				+ node.get("history").get(0).propertyNames().toString();
	}

}
