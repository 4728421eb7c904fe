package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent;
import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads events of Debezium. Of the two rows that an event has, only one is read, because
 * the other one has no place in the structure of the event.
 */
final class JsonEvent implements JsonPayload {

	private final ChangeEvent event;

	private final String rowField;

	private int known;

	/**
	 * Creates a reader.
	 * @param shape what is declared about events
	 * @param rowField the field that has the row
	 */
	JsonEvent(RecordShape shape, String rowField) {
		this.event = new ChangeEvent(shape);
		this.rowField = rowField;
	}

	@Override
	public void read(JsonParser parser, long from, RecordField structure, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			parser.nextName();
		}
		while (parser.currentToken() == JsonToken.PROPERTY_NAME) {
			readField(parser.currentName(), parser, structure, fields, row);
			parser.nextToken();
		}
		if (!this.event.hasOp()) {
			throw new UnreadableRecordException(RejectionCode.WRONG_ENVELOPE,
					"the value is no event of Debezium, because it has no field 'op'");
		}
		fields.writeWhole(parser, from, structure.columns(), row);
	}

	private void readField(String name, JsonParser parser, RecordField structure, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		note(name, parser.nextToken(), parser);
		RecordField field = structure.field(name);
		if (field == null) {
			JsonFields.skip(parser, name);
			return;
		}
		int before = fields.known();
		fields.read(parser, field, row);
		this.known += name.equals(this.rowField) ? fields.known() - before : 0;
	}

	private void note(String name, JsonToken token, JsonParser parser) {
		if (token == JsonToken.VALUE_NULL) {
			return;
		}
		switch (name) {
			case ChangeEvent.OP -> this.event.op(parser.getValueAsString(""));
			case ChangeEvent.BEFORE -> this.event.hasBefore();
			case ChangeEvent.AFTER -> this.event.hasAfter();
			default -> {
				// What else an event has does not change its effect.
			}
		}
	}

	@Override
	public boolean mayBeBare() {
		return true;
	}

	@Override
	public void clear() {
		this.event.clear();
		this.known = 0;
	}

	@Override
	public Effect effectOfNull() {
		return Effect.NONE;
	}

	@Override
	public Effect effect() throws UnreadableRecordException {
		return this.event.effect();
	}

	@Override
	public int known(JsonFields fields) {
		return this.known;
	}

}
