package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;

/** Reads what Kafka Connect's envelope has inside. */
interface JsonPayload {

	/**
	 * Reads a payload, which is not null.
	 * @param parser the parser, at the first token of the payload; or at the name of the
	 * first field of an object
	 * @param from where the payload begins, counted from the first record
	 * @param structure the structure of the payload
	 * @param fields writes values into columns
	 * @param row the row that takes the values
	 */
	void read(JsonParser parser, long from, RecordField structure, JsonFields fields, RowWriter row)
			throws UnreadableRecordException;

	/** Returns whether the payload may stand by itself, without an envelope. */
	boolean mayBeBare();

	/** Begins a record, of which nothing is known. */
	void clear();

	/** Returns what a payload does that is null. */
	Effect effectOfNull();

	/** Returns what the payload does that was read last. */
	Effect effect() throws UnreadableRecordException;

	/** Returns how many values of the row went into columns. */
	int known(JsonFields fields);

}
