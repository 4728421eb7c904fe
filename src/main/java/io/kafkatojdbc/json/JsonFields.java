package io.kafkatojdbc.json;

import java.util.List;

import io.kafkatojdbc.pipeline.Envelope;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes the values of a JSON structure into the columns that take them. */
final class JsonFields {

	private final JsonValues values = new JsonValues();

	private int known;

	private int ignored;

	/** Whether some values stand for values that Debezium does not have. */
	private final boolean placeholders;

	private JsonRows.@Nullable Found rows;

	/**
	 * Creates a writer.
	 * @param shape where rows stand in a record
	 */
	JsonFields(RecordShape shape) {
		this.placeholders = shape.envelope() == Envelope.DEBEZIUM;
	}

	/**
	 * Begins a record.
	 * @param json the bytes that the parser reads
	 * @param position the position of these bytes in all that the parser has read
	 */
	void begin(byte[] json, long position) {
		this.values.begin(json, position);
		this.known = 0;
		this.ignored = 0;
		this.rows = null;
	}

	/** Returns what stands where the array of rows should, or {@code null}. */
	JsonRows.@Nullable Found rows() {
		return this.rows;
	}

	/** Returns where the parser's current value begins, counted from the first record. */
	long position(JsonParser parser) {
		return this.values.position(parser);
	}

	/** Skips the parser's current value, and returns where it stands. */
	JsonSlice skip(JsonParser parser) {
		long from = this.values.position(parser);
		parser.skipChildren();
		return this.values.slice(parser, from);
	}

	/** Returns how many values of fields went into columns. */
	int known() {
		return this.known;
	}

	/** Returns how many fields of the row have no column. */
	int ignored() {
		return this.ignored;
	}

	/** Writes the parser's current value, and the values in it. */
	void read(JsonParser parser, RecordField place, RowWriter row) throws UnreadableRecordException {
		RecordField rowStructure = place.rows();
		if (rowStructure == null) {
			readPlace(parser, place, row);
			return;
		}
		JsonToken token = parser.currentToken();
		long from = this.values.position(parser);
		readPlace(parser, place, row);
		this.rows = new JsonRows.Found(token, this.values.slice(parser, from), rowStructure);
	}

	private void readPlace(JsonParser parser, RecordField place, RowWriter row) throws UnreadableRecordException {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.START_OBJECT && place.hasFields()) {
			long from = this.values.position(parser);
			readFields(parser, place, row);
			writeWhole(parser, from, place.columns(), row);
		}
		else if (token == JsonToken.START_ARRAY && place.hasElements()) {
			long from = this.values.position(parser);
			readElements(parser, place, row);
			writeWhole(parser, from, place.columns(), row);
		}
		else {
			requireStructure(token, place);
			write(parser, place.columns(), row);
		}
	}

	private void readFields(JsonParser parser, RecordField place, RowWriter row) throws UnreadableRecordException {
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			RecordField field = place.field(name);
			if (field != null) {
				this.known += place.isRow() ? 1 : 0;
				read(parser, field, row);
			}
			else {
				this.ignored += place.isRow() ? 1 : 0;
				skip(parser, name);
			}
		}
	}

	static void skip(JsonParser parser, String name) throws UnreadableRecordException {
		if (name.indexOf('\0') >= 0) {
			throw new UnreadableRecordException(RejectionCode.NUL_CHARACTER,
					"the name of a field contains the character U+0000");
		}
		parser.skipChildren();
	}

	private void readElements(JsonParser parser, RecordField place, RowWriter row) throws UnreadableRecordException {
		for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
			RecordField element = place.element(index);
			if (element != null) {
				read(parser, element, row);
			}
			else {
				parser.skipChildren();
			}
		}
	}

	/** Refuses a value without parts, if columns take parts of it. NULL has no parts. */
	private static void requireStructure(JsonToken token, RecordField place) throws UnreadableRecordException {
		if (token != JsonToken.VALUE_NULL && (place.hasFields() || place.hasElements())) {
			UnreadableRecordException wrong = UnreadableRecordException.wrongValue(
					"its path leads into a value that is no %s".formatted(place.hasFields() ? "object" : "array"));
			ColumnWriter column = place.anyColumn();
			throw (column != null) ? wrong.in(column.column()) : wrong;
		}
	}

	private void write(JsonParser parser, List<ColumnWriter> columns, RowWriter row) throws UnreadableRecordException {
		if (columns.size() == 1) {
			write(parser, columns.get(0), row);
			return;
		}
		if (parser.currentToken().isScalarValue()) {
			for (ColumnWriter each : columns) {
				write(parser, each, row);
			}
			return;
		}
		long from = this.values.position(parser);
		parser.skipChildren();
		writeWhole(parser, from, columns, row);
	}

	private void write(JsonParser parser, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		this.known++;
		if (this.placeholders && this.values.isUnavailable(parser)) {
			parser.skipChildren();
			return;
		}
		row.column(column.position());
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			row.nothing();
			return;
		}
		try {
			this.values.read(parser, column, row);
		}
		catch (UnreadableRecordException ex) {
			throw ex.in(column.column());
		}
	}

	/** Writes a value that the parser has read into the columns that take all of it. */
	void writeWhole(JsonParser parser, long from, List<ColumnWriter> columns, RowWriter row)
			throws UnreadableRecordException {
		for (ColumnWriter each : columns) {
			row.column(each.position());
			try {
				this.values.writeWhole(parser, from, each, row);
			}
			catch (UnreadableRecordException ex) {
				throw ex.in(each.column());
			}
		}
	}

}
