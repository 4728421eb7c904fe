package io.kafkatojdbc.json;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.Unavailable;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Writes the current JSON value of a parser in the form that a column takes. */
final class JsonValues {

	private byte[] source = {};

	private long start;

	/**
	 * Begins a record.
	 * @param json the bytes that the parser reads
	 * @param position the position of these bytes in all that the parser has read
	 */
	void begin(byte[] json, long position) {
		this.source = json;
		this.start = position;
	}

	/** Returns where the parser's current value begins, counted from the first record. */
	long position(JsonParser parser) {
		return parser.currentTokenLocation().getByteOffset();
	}

	/** Returns the value that the parser has read. */
	JsonSlice slice(JsonParser parser, long from) {
		parser.finishToken();
		return new JsonSlice(this.source, (int) (from - this.start), (int) (end(parser) - this.start));
	}

	/** Returns whether the parser's current value stands for one that is not there. */
	boolean isUnavailable(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_STRING) {
			int from = parser.getStringOffset();
			return Unavailable.isText(parser.getStringCharacters(), from, from + parser.getStringLength());
		}
		return token.isStructStart() && Unavailable.isStructure(this.source, (int) (position(parser) - this.start));
	}

	/** Writes a value that is not null. */
	void read(JsonParser parser, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (!column.column().array()) {
			readValue(parser, column, row);
		}
		else if (token == JsonToken.START_ARRAY) {
			readArray(parser, column, row);
		}
		else if (token == JsonToken.VALUE_STRING && !column.column().kind().isTime()) {
			readText(parser, row);
		}
		else {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "an array is needed");
		}
	}

	private void readArray(JsonParser parser, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		row.beginArray();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			JsonToken token = parser.currentToken();
			if (token == JsonToken.VALUE_NULL) {
				row.nothing();
			}
			else if (token == JsonToken.START_ARRAY && column.column().kind() != Kind.JSON) {
				readArray(parser, column, row);
			}
			else {
				readValue(parser, column, row);
			}
		}
		row.endArray();
	}

	private void readValue(JsonParser parser, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (column.column().kind() == Kind.JSON) {
			readJson(parser, column, row);
			return;
		}
		switch (parser.currentToken()) {
			case VALUE_STRING -> column.text(parser.getStringCharacters(), parser.getStringOffset(),
					parser.getStringOffset() + parser.getStringLength(), row);
			case VALUE_NUMBER_INT -> readNumber(parser, true, column, row);
			case VALUE_NUMBER_FLOAT -> readNumber(parser, false, column, row);
			case VALUE_TRUE -> column.bool(true, row);
			case VALUE_FALSE -> column.bool(false, row);
			default -> readJson(parser, column, row);
		}
	}

	private static void readText(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		char[] text = parser.getStringCharacters();
		int from = parser.getStringOffset();
		row.text(text, from, from + parser.getStringLength());
	}

	private static void readNumber(JsonParser parser, boolean whole, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		char[] text = parser.getStringCharacters();
		int from = parser.getStringOffset();
		column.number(text, from, from + parser.getStringLength(), whole, row);
	}

	private void readJson(JsonParser parser, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (column.column().kind() == Kind.BYTES) {
			throw UnreadableRecordException
				.wrongValue("bytes are needed, as a string in base64 or as \\x and hex digits");
		}
		long from = position(parser);
		parser.skipChildren();
		parser.finishToken();
		writeSource(parser, from, column, row);
	}

	/**
	 * Writes a value that the parser has read, which is an object or an array.
	 * @param parser the parser, at the end of the value
	 * @param from where the value begins
	 * @param column a column that takes the whole value
	 * @param row the row
	 */
	void writeWhole(JsonParser parser, long from, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (!column.column().array()) {
			writeSource(parser, from, column, row);
			return;
		}
		try (JsonParser again = Json.FACTORY.createParser(ObjectReadContext.empty(), this.source,
				(int) (from - this.start), (int) (end(parser) - from))) {
			again.nextToken();
			long outer = this.start;
			this.start = outer - from;
			readArray(again, column, row);
			this.start = outer;
		}
	}

	private void writeSource(JsonParser parser, long from, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		column.json(this.source, (int) (from - this.start), (int) (end(parser) - this.start), row);
	}

	private static long end(JsonParser parser) {
		return parser.currentLocation().getByteOffset();
	}

}
