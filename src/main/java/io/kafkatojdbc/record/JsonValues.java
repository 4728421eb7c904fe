package io.kafkatojdbc.record;

import java.util.Base64;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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

	/** Writes a value that is not null. */
	void read(JsonParser parser, Column column, RowWriter row) throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (!column.array()) {
			readValue(parser, column, row);
		}
		else if (token == JsonToken.START_ARRAY) {
			readArray(parser, column, row);
		}
		else if (token == JsonToken.VALUE_STRING) {
			readText(parser, row);
		}
		else {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "an array is needed");
		}
	}

	private void readArray(JsonParser parser, Column column, RowWriter row) throws UnreadableRecordException {
		row.beginArray();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			JsonToken token = parser.currentToken();
			if (token == JsonToken.VALUE_NULL) {
				row.nothing();
			}
			else if (token == JsonToken.START_ARRAY && column.format() != Column.Format.JSON) {
				readArray(parser, column, row);
			}
			else {
				readValue(parser, column, row);
			}
		}
		row.endArray();
	}

	private void readValue(JsonParser parser, Column column, RowWriter row) throws UnreadableRecordException {
		switch (column.format()) {
			case JSON -> readJson(parser, row);
			case BYTES -> readBytes(parser, row);
			case TEXT -> {
				if (parser.currentToken().isScalarValue()) {
					readText(parser, row);
				}
				else {
					readJson(parser, row);
				}
			}
		}
	}

	private static void readText(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		char[] text = parser.getStringCharacters();
		int from = parser.getStringOffset();
		row.text(text, from, from + parser.getStringLength());
	}

	private void readJson(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		long from = parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		parser.finishToken();
		long to = parser.currentLocation().getByteOffset();
		row.json(this.source, (int) (from - this.start), (int) (to - this.start));
	}

	private static void readBytes(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		if (parser.currentToken() != JsonToken.VALUE_STRING) {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE,
					"bytes are needed, as a string in base64 or as \\x and hex digits");
		}
		String text = parser.getString();
		if (text.startsWith("\\x")) {
			readText(parser, row);
		}
		else {
			row.bytes(decode(text));
		}
	}

	private static byte[] decode(String base64) throws UnreadableRecordException {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "wrong base64: " + ex.getMessage());
		}
	}

}
