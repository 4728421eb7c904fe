package io.kafkatojdbc.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.kafkatojdbc.record.RecordField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Keeps what the schemas of records mean for columns. Most records have the schema of the
 * record before, byte by byte.
 */
final class JsonSchemas {

	private static final int MOST_KEPT = 100;

	private final RecordField structure;

	private final Map<ByteBuffer, RecordField> kept = new LinkedHashMap<>();

	private byte[] last = {};

	private @Nullable RecordField lastTyped;

	JsonSchemas(RecordField structure) {
		this.structure = structure;
	}

	/**
	 * Returns the structure of payloads that have a schema.
	 */
	RecordField typed(JsonSlice schema) {
		RecordField typed = this.lastTyped;
		if (typed == null
				|| !Arrays.equals(this.last, 0, this.last.length, schema.json(), schema.from(), schema.to())) {
			this.last = Arrays.copyOfRange(schema.json(), schema.from(), schema.to());
			typed = find(this.last);
			this.lastTyped = typed;
		}
		return typed;
	}

	private RecordField find(byte[] schema) {
		RecordField found = this.kept.get(ByteBuffer.wrap(schema));
		if (found != null) {
			return found;
		}
		if (this.kept.size() == MOST_KEPT) {
			this.kept.remove(this.kept.keySet().iterator().next());
		}
		RecordField typed = parse(schema);
		this.kept.put(ByteBuffer.wrap(schema), typed);
		return typed;
	}

	private RecordField parse(byte[] schema) {
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), schema)) {
			parser.nextToken();
			return this.structure.typed(JsonSchema.read(parser));
		}
	}

}
