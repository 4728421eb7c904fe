package io.kafkatojdbc.description;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes errors as problem documents, unless an operation declares the content of its
 * errors itself.
 */
@Component
class Problems implements GlobalOperationCustomizer {

	private static final String NAME = "Problem";

	private static final String MEDIA_TYPE = "application/problem+json";

	@Override
	public Operation customize(Operation operation, HandlerMethod handlerMethod) {
		ApiResponses responses = operation.getResponses();
		Map<String, ApiResponse> declared = AnnotatedElementUtils
			.getMergedRepeatableAnnotations(handlerMethod.getMethod(), ApiResponse.class)
			.stream()
			.collect(Collectors.toMap(ApiResponse::responseCode, Function.identity()));
		// A controller handles an error for all its operations, but not each can cause
		// it.
		responses.keySet().removeIf((status) -> isError(status) && !declared.containsKey(status));
		responses.forEach((status, response) -> {
			ApiResponse declaration = declared.get(status);
			if (isError(status) && declaration != null && declaration.content().length == 0) {
				response.setContent(content());
			}
		});
		responses.addApiResponse("default",
				new io.swagger.v3.oas.models.responses.ApiResponse()
					.description("What else can go wrong, such as 503 while the database does not answer.")
					.content(content()));
		return operation;
	}

	private static boolean isError(String status) {
		return status.compareTo("400") >= 0;
	}

	private static Content content() {
		return new Content().addMediaType(MEDIA_TYPE,
				new MediaType().schema(new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + NAME)));
	}

	static void addTo(Components components) {
		Schema<?> problem = new JsonSchema().typesItem("object")
			.description("What went wrong, as a problem document (RFC 9457).")
			.addProperty("title", text("the status in words"))
			.addProperty("status", new JsonSchema().typesItem("integer").description("the status code"))
			.addProperty("detail", text("what went wrong, and mostly what to change"))
			.addProperty("instance", text("the path that was called"));
		problem.required(List.of("title", "status"));
		components.addSchemas(NAME, problem);
	}

	private static Schema<?> text(String description) {
		return new JsonSchema().typesItem("string").description(description);
	}

}
