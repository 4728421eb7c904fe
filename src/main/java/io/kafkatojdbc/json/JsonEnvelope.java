package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads Kafka Connect's envelope, which has a schema and a payload, or the payload by
 * itself if it may be without envelope.
 */
final class JsonEnvelope implements JsonContent {

	private static final String SCHEMA = "schema";

	private static final String PAYLOAD = "payload";

	private final RecordField structure;

	private final JsonPayload payload;

	private final JsonSchemas schemas;

	private @Nullable Effect effect;

	/** The structure by the schema, once the schema has been read. */
	private @Nullable RecordField typed;

	/** A payload that stands before its schema. */
	private @Nullable JsonSlice unread;

	/**
	 * Creates a reader.
	 * @param structure the structure of the payload
	 * @param payload reads the payload
	 */
	JsonEnvelope(RecordField structure, JsonPayload payload) {
		this.structure = structure;
		this.payload = payload;
		this.schemas = new JsonSchemas(structure);
	}

	@Override
	public void read(JsonParser parser, JsonFields fields, RowWriter row) throws UnreadableRecordException {
		this.payload.clear();
		this.effect = null;
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		long from = fields.position(parser);
		String first = parser.nextName();
		if (this.payload.mayBeBare() && !SCHEMA.equals(first) && !PAYLOAD.equals(first)) {
			this.payload.read(parser, from, this.structure, fields, row);
		}
		else {
			readParts(first, parser, fields, row);
		}
	}

	private void readParts(@Nullable String first, JsonParser parser, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		this.typed = null;
		this.unread = null;
		boolean found = false;
		for (String name = first; name != null; name = parser.nextName()) {
			parser.nextToken();
			found |= name.equals(PAYLOAD);
			readPart(name, parser, fields, row);
		}
		if (!found) {
			throw new UnreadableRecordException(RejectionCode.WRONG_ENVELOPE,
					"the value is not in Kafka Connect's envelope, because it has no field 'payload'");
		}
		if (this.unread != null) {
			readLate(this.unread, (this.typed != null) ? this.typed : this.structure, fields, row);
		}
	}

	private void readPart(String name, JsonParser parser, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		if (name.equals(SCHEMA)) {
			boolean known = parser.currentToken() == JsonToken.START_OBJECT;
			JsonSlice schema = fields.skip(parser);
			this.typed = known ? this.schemas.typed(schema) : this.structure;
		}
		else if (!name.equals(PAYLOAD)) {
			JsonFields.skip(parser, name);
		}
		else if (this.typed != null) {
			readPayload(parser, this.typed, fields, row);
		}
		else {
			this.unread = fields.skip(parser);
		}
	}

	/** Reads a payload that stands before its schema, or has no schema. */
	private void readLate(JsonSlice slice, RecordField typed, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		fields.begin(slice.json(), -slice.from());
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), slice.json(), slice.from(),
				slice.length())) {
			parser.nextToken();
			readPayload(parser, typed, fields, row);
		}
	}

	private void readPayload(JsonParser parser, RecordField typed, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			this.effect = this.payload.effectOfNull();
		}
		else {
			this.payload.read(parser, fields.position(parser), typed, fields, row);
		}
	}

	@Override
	public Effect effect() throws UnreadableRecordException {
		return (this.effect != null) ? this.effect : this.payload.effect();
	}

	@Override
	public int known(JsonFields fields) {
		return this.payload.known(fields);
	}

}
