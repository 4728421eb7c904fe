package io.kafkatojdbc.description;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells from a record's components which properties of its JSON are always there, and
 * which can be {@code null}.
 */
@Component
class RecordSchemas implements ModelConverter {

	private static final String NULL = "null";

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		if (!chain.hasNext()) {
			return null;
		}
		Schema<?> schema = chain.next().resolve(type, context, chain);
		Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
		if (schema != null && raw.isRecord()) {
			Schema<?> definition = definition(schema, context);
			if (definition != null && definition.getProperties() != null) {
				complete(definition, raw);
			}
		}
		return schema;
	}

	private static @Nullable Schema<?> definition(Schema<?> schema, ModelConverterContext context) {
		String reference = schema.get$ref();
		return (reference != null)
				? context.getDefinedModels().get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()))
				: schema;
	}

	private static void complete(Schema<?> definition, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			Schema<?> property = definition.getProperties().get(component.getName());
			if (property == null || isRequired(definition, component.getName())) {
				continue;
			}
			boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
			if (nullable && leavesOutNulls(type)) {
				continue;
			}
			definition.addRequiredItem(component.getName());
			if (nullable) {
				definition.getProperties().put(component.getName(), orNull(property));
			}
		}
	}

	private static boolean isRequired(Schema<?> definition, String property) {
		return definition.getRequired() != null && definition.getRequired().contains(property);
	}

	private static boolean leavesOutNulls(Class<?> type) {
		JsonInclude include = type.getAnnotation(JsonInclude.class);
		return include != null && include.value() == JsonInclude.Include.NON_NULL;
	}

	static Schema<?> orNull(Schema<?> schema) {
		if (schema.get$ref() != null) {
			Schema<?> either = new JsonSchema().description(schema.getDescription());
			either.setAnyOf(List.of(schema.description(null), new JsonSchema().typesItem(NULL)));
			return either;
		}
		schema.addType(NULL);
		if (schema.getEnum() != null) {
			schema.addEnumItemObject(null);
		}
		return schema;
	}

}
