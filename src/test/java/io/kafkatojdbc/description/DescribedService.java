package io.kafkatojdbc.description;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running service beside its own description: every answer has to be as described, and
 * nothing may be in it that is not described.
 */
final class DescribedService {

	private static final SchemaRegistry REGISTRY = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final Service service;

	private final JsonNode document;

	private final ObjectNode components;

	private final Set<String> seen = new TreeSet<>();

	DescribedService(Service service) {
		this.service = service;
		this.document = service.get("/v3/api-docs").json();
		this.components = ((ObjectNode) this.document.get("components").deepCopy());
		this.components.get("schemas").properties().forEach((schema) -> {
			if (!schema.getKey().equals("Problem")) {
				((ObjectNode) schema.getValue()).put("additionalProperties", false);
			}
		});
	}

	/** The operations that are described. */
	List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.document.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((operation) -> operations.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT),
						path.getKey(), operation.getValue()))));
		return operations;
	}

	/** What was answered at least once, as in {@code GET /status 200}. */
	Set<String> seen() {
		return this.seen;
	}

	/** Calls the service, and checks whether it answers as described. */
	Answer call(String method, String path, int status) {
		return call(method, path, "", status);
	}

	/** Calls the service, and checks whether it answers as described. */
	Answer call(String method, String path, String body, int status) {
		Answer answer = switch (method) {
			case "GET" -> this.service.get(path);
			case "PUT" -> this.service.put(path, body);
			case "PATCH" -> this.service.patch(path, body);
			case "POST" -> this.service.post(path, body);
			default -> this.service.delete(path);
		};
		assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
		check(find(method, path.replaceFirst("[?].*", "")), answer);
		return answer;
	}

	private Operation find(String method, String path) {
		return operations().stream()
			.filter((operation) -> operation.method().equals(method) && path.matches(operation.regex()))
			.min(Comparator.comparing((operation) -> operation.path().chars().filter((each) -> each == '{').count()))
			.orElseThrow(() -> new AssertionError("Not described: %s %s".formatted(method, path)));
	}

	private void check(Operation operation, Answer answer) {
		String place = "%s %s %d".formatted(operation.method(), operation.path(), answer.status());
		this.seen.add(place);
		JsonNode response = operation.responses().get(String.valueOf(answer.status()));
		assertThat(response).as("description of %s: %s", place, answer.body()).isNotNull();
		if (answer.body().isEmpty()) {
			assertThat(response.has("content")).as("content of %s", place).isFalse();
			return;
		}
		JsonNode content = response.at("/content").get(answer.contentType().replaceFirst(";.*", ""));
		assertThat(content).as("%s of %s", answer.contentType(), place).isNotNull();
		if (answer.contentType().endsWith("json")) {
			assertThat(errors(content.get("schema"), answer.json())).as("%s: %s", place, answer.body()).isEmpty();
		}
	}

	/** Compares JSON with a schema of the description. */
	List<Error> errors(JsonNode schema, JsonNode json) {
		ObjectNode root = schema.deepCopy().asObject();
		root.set("components", this.components);
		return REGISTRY.getSchema(root).validate(json);
	}

	/**
	 * A described operation.
	 *
	 * @param method its method
	 * @param path its path, with variables
	 * @param description what is said of it
	 */
	record Operation(String method, String path, JsonNode description) {

		JsonNode responses() {
			return this.description.get("responses");
		}

		List<JsonNode> parameters() {
			return this.description.path("parameters").valueStream().toList();
		}

		/** Media types of what it answers if all is well. */
		List<JsonNode> successes() {
			return responses().properties()
				.stream()
				.filter((response) -> response.getKey().startsWith("2"))
				.flatMap((response) -> response.getValue().path("content").valueStream())
				.toList();
		}

		/** A stream has no end that a test could wait for. */
		boolean isStream() {
			return responses().at("/200/content").has("text/event-stream");
		}

		private String regex() {
			return this.path.replaceAll("\\{\\w+}", "[^/]+");
		}

		/** The path with the examples of its variables. */
		String exampleCall() {
			String call = this.path;
			for (JsonNode parameter : parameters()) {
				call = call.replace("{" + parameter.get("name").asString() + "}",
						parameter.path("example").asString(""));
			}
			return call;
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
