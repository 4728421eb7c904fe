package io.kafkatojdbc.json;

import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads an object that is a row, or an array of rows. */
final class JsonRow implements JsonContent {

	private final RecordField structure;

	JsonRow(RecordField structure) {
		this.structure = structure;
	}

	@Override
	public void read(JsonParser parser, JsonFields fields, RowWriter row) throws UnreadableRecordException {
		read(parser, this.structure, fields, row);
	}

	/** Reads an object with a structure. */
	static void read(JsonParser parser, RecordField structure, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.START_ARRAY && structure.rows() == null) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT,
					"the value is no JSON object but an array; ingest.record.rows-from=$ makes a row of each element");
		}
		if (token != JsonToken.START_OBJECT && structure.rows() == null) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		fields.read(parser, structure, row);
	}

	@Override
	public int known(JsonFields fields) {
		return fields.known();
	}

}
