package io.kafkatojdbc.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds examples of parameters, requests and answers. An example of a request or of an
 * answer is a file, which is named after the operation.
 */
final class Examples {

	private static final Map<String, Object> PARAMETERS = Map.of("name", "lucas", "key", "max.poll.records", "value",
			"100", "number", 3, "partition", 0, "offset", 17, "code", "NOT_JSON", "batch", 3, "after", "0:17");

	private Examples() {
	}

	static void addTo(Operation operation) {
		if (operation.getParameters() != null) {
			operation.getParameters().forEach(Examples::addTo);
		}
		String id = operation.getOperationId();
		if (operation.getRequestBody() != null) {
			operation.getRequestBody().getContent().values().forEach((content) -> add(content, read(id + "-request")));
		}
		operation.getResponses()
			.entrySet()
			.stream()
			.filter((response) -> response.getKey().startsWith("2") && response.getValue().getContent() != null)
			.flatMap((response) -> response.getValue().getContent().values().stream())
			.forEach((content) -> add(content, read(id)));
	}

	private static void addTo(Parameter parameter) {
		Object example = PARAMETERS.get(parameter.getName());
		if (example != null) {
			parameter.setExample(example);
		}
	}

	private static void add(MediaType content, @Nullable JsonNode example) {
		if (example != null) {
			content.setExample(example);
		}
	}

	private static @Nullable JsonNode read(String name) {
		try (InputStream file = Examples.class.getResourceAsStream("/description/" + name + ".json")) {
			return (file != null) ? Json31.mapper().readTree(file) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
