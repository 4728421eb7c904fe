package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;

/** Reads a payload that is a row. */
final class JsonConnectRow implements JsonPayload {

	@Override
	public void read(JsonParser parser, long from, RecordField structure, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		JsonRow.read(parser, structure, fields, row);
	}

	@Override
	public boolean mayBeBare() {
		return false;
	}

	@Override
	public void clear() {
		// It keeps nothing.
	}

	@Override
	public Effect effectOfNull() {
		return Effect.DELETE_BY_KEY;
	}

	@Override
	public Effect effect() {
		return Effect.ROW;
	}

	@Override
	public int known(JsonFields fields) {
		return fields.known();
	}

}
