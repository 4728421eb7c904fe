package io.kafkatojdbc.json;

import java.util.HashMap;
import java.util.Map;

import io.kafkatojdbc.record.RecordType;
import io.kafkatojdbc.record.SemanticType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a schema that Kafka Connect writes beside a payload. */
final class JsonSchema {

	private final Map<String, RecordType> fields = new HashMap<>();

	private final Map<String, String> parameters = new HashMap<>();

	private @Nullable String field;

	private @Nullable String name;

	private @Nullable RecordType element;

	private JsonSchema() {
	}

	/** Reads the object at which the parser is. */
	static RecordType read(JsonParser parser) {
		return parse(parser).type();
	}

	private static JsonSchema parse(JsonParser parser) {
		JsonSchema schema = new JsonSchema();
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return schema;
		}
		for (String part = parser.nextName(); part != null; part = parser.nextName()) {
			parser.nextToken();
			schema.readPart(part, parser);
		}
		return schema;
	}

	private void readPart(String part, JsonParser parser) {
		switch (part) {
			case "field" -> this.field = parser.getValueAsString();
			case "name" -> this.name = parser.getValueAsString();
			case "items" -> this.element = read(parser);
			case "fields" -> readFields(parser);
			case "parameters" -> readParameters(parser);
			default -> parser.skipChildren();
		}
	}

	private void readFields(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			JsonSchema part = parse(parser);
			if (part.field != null) {
				this.fields.put(part.field, part.type());
			}
		}
	}

	private void readParameters(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		for (String key = parser.nextName(); key != null; key = parser.nextName()) {
			parser.nextToken();
			String value = parser.getValueAsString();
			if (value != null) {
				this.parameters.put(key, value);
			}
			parser.skipChildren();
		}
	}

	private RecordType type() {
		return new RecordType(SemanticType.of(this.name, this.parameters),
				SemanticType.VARIABLE_SCALE_DECIMAL.equals(this.name), this.fields, this.element);
	}

}
