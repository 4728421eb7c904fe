package io.kafkatojdbc.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of YAML that is to be deployed.
 *
 * @param json what it says
 */
record Manifest(JsonNode json) {

	private static final Path DIRECTORY = Path.of("ops", "kubernetes");

	private static final String BEHAVIOR = "/spec/advanced/horizontalPodAutoscalerConfig/behavior";

	static Manifest kubernetes(String name) {
		return of(DIRECTORY.resolve(name));
	}

	static Manifest of(Path file) {
		try {
			return new Manifest(JsonMapper.shared()
				.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> names() {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			return files.map(Path::getFileName).map(Path::toString).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Compares it with the schema of its kind, which knows no other fields. */
	void check() throws IOException {
		String kind = this.json.get("apiVersion").asString() + "/" + this.json.get("kind").asString();
		switch (kind) {
			case "apps/v1/Deployment" -> V1Deployment.validateJsonElement(gson(this.json));
			case "v1/Service" -> V1Service.validateJsonElement(gson(this.json));
			case "v1/ConfigMap" -> V1ConfigMap.validateJsonElement(gson(this.json));
			case "keda.sh/v1alpha1/ScaledObject" -> {
				check("scaledobject.schema.json");
				V2HorizontalPodAutoscalerBehavior.validateJsonElement(gson(this.json.at(BEHAVIOR)));
			}
			case "monitoring.coreos.com/v1/PodMonitor" -> check("podmonitor.schema.json");
			default -> throw new IllegalArgumentException("No schema for " + kind);
		}
	}

	private void check(String schema) throws IOException {
		requireNone(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("src/test/resources/deployment", schema)), InputFormat.JSON)
			.validate(this.json));
	}

	private static JsonElement gson(JsonNode json) {
		return new Gson().fromJson(json.toString(), JsonElement.class);
	}

	private static void requireNone(List<Error> errors) {
		if (!errors.isEmpty()) {
			throw new IllegalArgumentException(errors.toString());
		}
	}

	Map<String, String> strings(String pointer) {
		return this.json.at(pointer)
			.properties()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (each) -> each.getValue().asString()));
	}

	String text(String pointer) {
		return this.json.at(pointer).asString();
	}

}
