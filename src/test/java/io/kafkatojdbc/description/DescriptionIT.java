package io.kafkatojdbc.description;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.kafkatojdbc.description.DescribedService.Operation;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description is complete: it has every path of the service, and no other. */
class DescriptionIT {

	private static final String CONTEXT = "/ingest";

	private static Service service;

	private static DescribedService described;

	@BeforeAll
	static void start() {
		service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), TestServers.topic(2))
			.with("management.endpoints.web.exposure.include", "health,mappings")
			.start();
		described = new DescribedService(service);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void hasEveryPathOfTheService() {
		JsonNode mappings = service.get("/actuator/mappings").json();
		TreeSet<String> mapped = new TreeSet<>();
		mappings.findValues("details").forEach((details) -> {
			if (details.at("/handlerMethod/className").asString("").startsWith("io.kafkatojdbc.")) {
				JsonNode conditions = details.get("requestMappingConditions");
				for (JsonNode method : conditions.get("methods")) {
					conditions.get("patterns")
						.forEach((pattern) -> mapped.add(method.asString() + " " + pattern.asString()));
				}
			}
		});
		assertThat(described.operations()).extracting(Operation::toString)
			.hasSizeGreaterThan(20)
			.hasSameElementsAs(mapped);
	}

	@Test
	void saysOfEveryOperationWhatItDoes() {
		assertThat(described.operations()).allSatisfy((operation) -> {
			assertThat(operation.description().path("summary").asString("")).isNotBlank().doesNotContain("<", "\n");
			assertThat(operation.description().get("tags")).hasSize(1);
			assertThat(operation.responses().propertyNames()).anyMatch((status) -> status.startsWith("2"))
				.contains("default");
			assertThat(operation.parameters()).extracting((parameter) -> parameter.path("description").asString(""))
				.doesNotContain("");
		});
		assertThat(described.operations()).extracting((operation) -> operation.description().get("operationId"))
			.doesNotHaveDuplicates();
		assertThat(service.get("/v3/api-docs").json().get("tags")).allSatisfy((tag) -> assertThat(
				tag.get("name").asString())
			.isIn(described.operations().stream().map((each) -> each.description().at("/tags/0").asString()).toList()));
	}

	@Test
	void hasExamplesThatFitTheirSchemas() {
		assertThat(described.operations()).filteredOn((operation) -> !operation.isStream()).allSatisfy((operation) -> {
			assertThat(operation.exampleCall()).doesNotContain("{").doesNotEndWith("/").doesNotContain("//");
			Stream
				.concat(operation.successes().stream(),
						operation.description().at("/requestBody/content").valueStream())
				.forEach((content) -> {
					assertThat(content.has("example")).as("an example of " + operation).isTrue();
					assertThat(described.errors(content.get("schema"), content.get("example")))
						.as("the example of " + operation)
						.isEmpty();
				});
			operation.parameters()
				.stream()
				.filter((parameter) -> parameter.has("example"))
				.forEach((parameter) -> assertThat(described.errors(parameter.get("schema"), parameter.get("example")))
					.isEmpty());
		});
	}

	@Test
	void saysOfEveryPropertyWhatItMeans() {
		Map<String, List<String>> silent = new TreeMap<>();
		service.get("/v3/api-docs").json().at("/components/schemas").properties().forEach((schema) -> {
			List<String> names = schema.getValue()
				.path("properties")
				.properties()
				.stream()
				.filter((property) -> !property.getValue().has("description"))
				.map(Map.Entry::getKey)
				.toList();
			if (!names.isEmpty()) {
				silent.put(schema.getKey(), names);
			}
		});
		assertThat(silent).isEmpty();
	}

	@Test
	void isThereAsYaml() {
		assertThat(service.get("/v3/api-docs.yaml").body()).startsWith("openapi: 3.1")
			.contains("/api/batches/{number}:");
	}

	@Test
	void namesTheServiceBehindAContextPath() {
		try (Service behind = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(),
				TestServers.topic(1))
			.with("server.servlet.context-path", CONTEXT)
			.start()) {
			JsonNode document = behind.get(CONTEXT + "/v3/api-docs").json();
			String server = document.at("/servers/0/url").asString();
			assertThat(server).endsWith(CONTEXT);
			assertThat(document.get("paths").propertyNames()).contains("/api/status");
			assertThat(behind.get(CONTEXT + "/api/status").status()).isEqualTo(200);
		}
	}

}
