package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;

/**
 * Reads JSON of one shape. An instance may keep what it has read until it reads again.
 */
interface JsonContent {

	/**
	 * Reads a value.
	 * @param parser the parser, at the first token of the value
	 * @param fields writes values into columns
	 * @param row the row that takes the values
	 */
	void read(JsonParser parser, JsonFields fields, RowWriter row) throws UnreadableRecordException;

	/** Returns what the record does to a row whose value was read last. */
	default Effect effect() throws UnreadableRecordException {
		return Effect.ROW;
	}

	/**
	 * Returns how many values of the row that was read last went into columns. What is
	 * around the row does not count, if there is an envelope.
	 */
	int known(JsonFields fields);

}
