package io.kafkatojdbc.description;

import java.util.List;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Names operations after their feature and their method, so that a new operation does not
 * change the names of the others.
 */
@Component
class Operations implements GlobalOperationCustomizer {

	@Override
	public Operation customize(Operation operation, HandlerMethod handlerMethod) {
		String feature = handlerMethod.getBeanType().getSimpleName().replace("Controller", "");
		operation.setOperationId(
				StringUtils.uncapitalize(feature) + StringUtils.capitalize(handlerMethod.getMethod().getName()));
		operation.setTags(List.of(feature));
		Examples.addTo(operation);
		if (operation.getRequestBody() != null) {
			operation.getRequestBody().getContent().values().forEach((content) -> valuesOrNull(content.getSchema()));
		}
		return operation;
	}

	/**
	 * Lets the values of a map be null, and not the map itself. The annotation for null
	 * is declared at the values, but is taken for that of the map.
	 */
	private static void valuesOrNull(Schema<?> body) {
		if (body.getAdditionalProperties() instanceof Schema<?> value && body.getTypes().remove("null")) {
			body.setAdditionalProperties(RecordSchemas.orNull(value));
		}
	}

}
