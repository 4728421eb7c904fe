package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.kafkatojdbc.ledger.RejectionCode;
import io.kafkatojdbc.staging.StagingTable.Column;
import io.kafkatojdbc.staging.StagingTable.Format;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes the JSON value under a parser as the text that a column's type reads. */
final class ColumnValues {

	private static final byte[] NULL_ELEMENT = { 'N', 'U', 'L', 'L' };

	private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private final CopyBuffer out;

	private final Escapes escapes;

	private byte[] source = {};

	private long start;

	ColumnValues(CopyBuffer out, Escapes escapes) {
		this.out = out;
		this.escapes = escapes;
	}

	/**
	 * Begins a record.
	 * @param value what the parser reads
	 * @param position where that begins in all that the parser has read
	 */
	void begin(byte[] value, long position) {
		this.source = value;
		this.start = position;
	}

	/** Adds a value that is not null. */
	void add(JsonParser parser, Column column) throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (!column.array()) {
			addValue(parser, column.format(), this.escapes);
		}
		else if (token == JsonToken.START_ARRAY) {
			addArray(parser, column);
		}
		else if (token == JsonToken.VALUE_STRING) {
			addText(parser, this.escapes);
		}
		else {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "an array is needed");
		}
	}

	private void addArray(JsonParser parser, Column column) throws UnreadableRecordException {
		this.out.add('{');
		boolean first = true;
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (!first) {
				this.out.add(column.delimiter());
			}
			first = false;
			addElement(parser, column);
		}
		this.out.add('}');
	}

	private void addElement(JsonParser parser, Column column) throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_NULL) {
			this.out.add(NULL_ELEMENT);
		}
		else if (token == JsonToken.START_ARRAY && column.format() != Format.JSON) {
			addArray(parser, column);
		}
		else {
			this.out.add('"');
			addValue(parser, column.format(), Escapes.ELEMENT);
			this.out.add('"');
		}
	}

	private void addValue(JsonParser parser, Format format, Escapes escapes) throws UnreadableRecordException {
		switch (format) {
			case JSON -> addJson(parser, escapes);
			case BYTES -> addBytes(parser, escapes);
			case TEXT -> {
				if (parser.currentToken().isScalarValue()) {
					addText(parser, escapes);
				}
				else {
					addJson(parser, escapes);
				}
			}
		}
	}

	private void addText(JsonParser parser, Escapes escapes) throws UnreadableRecordException {
		char[] text = parser.getStringCharacters();
		int from = parser.getStringOffset();
		this.out.addText(text, from, from + parser.getStringLength(), escapes);
	}

	private void addJson(JsonParser parser, Escapes escapes) throws UnreadableRecordException {
		long from = parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		parser.finishToken();
		long to = parser.currentLocation().getByteOffset();
		this.out.addJson(this.source, (int) (from - this.start), (int) (to - this.start), escapes);
	}

	private void addBytes(JsonParser parser, Escapes escapes) throws UnreadableRecordException {
		if (parser.currentToken() != JsonToken.VALUE_STRING) {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE,
					"bytes are needed, as a string in base64 or as \\x and hex digits");
		}
		String text = parser.getString();
		if (text.startsWith("\\x")) {
			addText(parser, escapes);
		}
		else {
			addHex(decode(text), escapes);
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

	private void addHex(byte[] bytes, Escapes escapes) throws UnreadableRecordException {
		this.out.addText(new char[] { '\\', 'x' }, 0, 2, escapes);
		for (byte each : bytes) {
			this.out.add((char) HEX_DIGITS[each >> 4 & 0xF]);
			this.out.add((char) HEX_DIGITS[each & 0xF]);
		}
	}

}
