package io.kafkatojdbc.description;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * Marks which properties of a record's JSON are always present, and which can be
 * {@code null}. This follows from the record's components and computed properties.
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
			complete(definition, component.getName(), component.getAnnotatedType(), type);
		}
		for (Method method : type.getDeclaredMethods()) {
			if (method.isAnnotationPresent(JsonProperty.class)) {
				complete(definition, method.getName(), method.getAnnotatedReturnType(), type);
			}
		}
	}

	private static void complete(Schema<?> definition, String name, AnnotatedElement declared, Class<?> type) {
		Schema<?> property = definition.getProperties().get(name);
		if (property == null || isRequired(definition, name)) {
			return;
		}
		boolean nullable = declared.isAnnotationPresent(Nullable.class);
		if (nullable && leavesOutNulls(type)) {
			return;
		}
		definition.addRequiredItem(name);
		if (nullable) {
			definition.getProperties().put(name, orNull(property));
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
		// A schema without any type already allows null.
		if (schema.getTypes() != null) {
			schema.addType(NULL);
		}
		if (schema.getEnum() != null) {
			schema.addEnumItemObject(null);
		}
		return schema;
	}

}
