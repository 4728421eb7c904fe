package io.kafkatojdbc.json;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.record.RecordType;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.SemanticType;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a JSON Schema says about the meaning of values. Kafka Connect's
 * {@code JsonSchemaConverter} writes the name of a value's type as {@code title}, and its
 * parameters as {@code connect.parameters}.
 */
final class JsonSchemaTypes {

	/** Values that are deeper or beyond this number are read without a schema. */
	private static final int MOST_LEVELS = 20;

	private static final int MOST_TYPES = 10_000;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final JsonNode root;

	/** The references that are being read. A type that contains itself is read once. */
	private final Set<String> open = new HashSet<>();

	private int types;

	private JsonSchemaTypes(JsonNode root) {
		this.root = root;
	}

	/**
	 * Reads a schema.
	 * @throws UnreadableRecordException if the text is not JSON
	 */
	static RecordType read(String text) throws UnreadableRecordException {
		try {
			JsonNode root = MAPPER.readTree(text);
			return new JsonSchemaTypes(root).type(root, 0);
		}
		catch (JacksonException ex) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"the schema is not JSON: " + ex.getOriginalMessage());
		}
	}

	private RecordType type(JsonNode schema, int level) {
		String reference = schema.path("$ref").asString("");
		if (level > MOST_LEVELS || ++this.types > MOST_TYPES || !(reference.isEmpty() || this.open.add(reference))) {
			return RecordType.UNKNOWN;
		}
		JsonNode known = withoutNull(resolved(schema));
		RecordType type = known.isObject() ? typeOf(known, level) : RecordType.UNKNOWN;
		this.open.remove(reference);
		return type;
	}

	private RecordType typeOf(JsonNode known, int level) {
		String name = known.path("title").asStringOpt().orElse(null);
		Map<String, RecordType> fields = new HashMap<>();
		known.path("properties").properties().forEach((each) -> {
			RecordType field = type(each.getValue(), level + 1);
			if (!field.equals(RecordType.UNKNOWN)) {
				fields.put(each.getKey(), field);
			}
		});
		RecordType element = known.has("items") ? type(known.path("items"), level + 1) : null;
		return new RecordType(SemanticType.of(name, parameters(known)),
				SemanticType.VARIABLE_SCALE_DECIMAL.equals(name), fields,
				RecordType.UNKNOWN.equals(element) ? null : element);
	}

	private JsonNode resolved(JsonNode schema) {
		String reference = schema.path("$ref").asString("");
		return reference.startsWith("#/") ? this.root.at(reference.substring(1)) : schema;
	}

	/** Returns the only alternative to NULL, if there are such alternatives. */
	private JsonNode withoutNull(JsonNode schema) {
		for (String alternatives : Set.of("oneOf", "anyOf")) {
			@Nullable JsonNode only = null;
			int others = 0;
			for (JsonNode each : schema.path(alternatives)) {
				if (!each.path("type").asString("").equals("null")) {
					only = each;
					others++;
				}
			}
			if (only != null && others == 1) {
				return resolved(only);
			}
		}
		return schema;
	}

	private static Map<String, String> parameters(JsonNode schema) {
		Map<String, String> parameters = new HashMap<>();
		schema.path("connect.parameters")
			.properties()
			.forEach((each) -> parameters.put(each.getKey(), each.getValue().asString("")));
		return parameters;
	}

}
