package io.kafkatojdbc.record;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads records whose value is a JSON object. Each field goes into the column of its
 * name.
 */
final class JsonReader implements RecordReader {

	private static final int UNREADABLE = -1;

	private final String keyColumn;

	private final List<Column> columns;

	private final Map<String, Integer> columnsByField;

	private final JsonInput input = new JsonInput();

	private final JsonValues values = new JsonValues();

	/** The number of fields of the last object that have a column. */
	private int knownFields;

	JsonReader(List<Column> columns, String keyColumn) {
		this.columns = columns;
		this.columnsByField = FieldNames.of(columns);
		this.keyColumn = keyColumn;
	}

	@Override
	public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
			throws UnreadableRecordException {
		int ignoredFields = readRow(kafkaRecord, row);
		row.end();
		return ignoredFields;
	}

	private int readRow(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
			throws UnreadableRecordException {
		byte[] value = kafkaRecord.value();
		if (value == null) {
			row.begin(true);
			return readKey(RecordKey.require(kafkaRecord.key()), row);
		}
		Utf8.check(value);
		return read(value, row, false);
	}

	private int readKey(byte[] key, RowWriter row) throws UnreadableRecordException {
		if (RecordKey.isObject(key)) {
			int ignoredFields = read(key, row, true);
			if (this.knownFields == 0) {
				throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "no field of its key has a column");
			}
			return ignoredFields;
		}
		Integer column = this.columnsByField.get(this.keyColumn);
		if (column == null) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
					"there is no column '%s' for its key; name another with ingest.key-column"
						.formatted(this.keyColumn));
		}
		char[] text = RecordKey.text(key).toCharArray();
		row.column(column);
		row.text(text, 0, text.length);
		return 0;
	}

	private int read(byte[] json, RowWriter row, boolean tombstone) throws UnreadableRecordException {
		int ignoredFields = readAmongOthers(json, row, tombstone);
		if (ignoredFields != UNREADABLE) {
			return ignoredFields;
		}
		this.input.end();
		return readByItself(json, row, tombstone);
	}

	private int readAmongOthers(byte[] json, RowWriter row, boolean tombstone) {
		JsonParser parser = this.input.begin(json);
		this.values.begin(json, this.input.start());
		try {
			row.begin(tombstone);
			int ignoredFields = readObject(parser, row);
			return this.input.isAtEnd(parser) ? ignoredFields : UNREADABLE;
		}
		catch (UnreadableRecordException | JacksonException ex) {
			return UNREADABLE;
		}
	}

	/**
	 * Reads a value that the shared parser could not read. A parser of its own gives a
	 * reason that is about this value alone.
	 */
	private int readByItself(byte[] json, RowWriter row, boolean tombstone) throws UnreadableRecordException {
		this.values.begin(json, 0);
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			row.begin(tombstone);
			int ignoredFields = readObject(parser, row);
			if (parser.nextToken() != null) {
				throw new UnreadableRecordException(RejectionCode.NOT_JSON,
						"the JSON object is followed by something else");
			}
			return ignoredFields;
		}
		catch (StreamConstraintsException ex) {
			throw new UnreadableRecordException(RejectionCode.BEYOND_LIMITS,
					"the value is beyond what can be read: " + ex.getOriginalMessage());
		}
		catch (JacksonException ex) {
			throw new UnreadableRecordException(RejectionCode.NOT_JSON,
					"the value is not JSON: " + ex.getOriginalMessage() + place(ex));
		}
	}

	private static String place(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		return (location != null) ? ", at position " + location.getByteOffset() : "";
	}

	private int readObject(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		this.knownFields = 0;
		int ignoredFields = 0;
		for (String field = parser.nextName(); field != null; field = parser.nextName()) {
			parser.nextToken();
			Integer position = this.columnsByField.get(field);
			if (position != null) {
				this.knownFields++;
				readColumn(parser, position, row);
			}
			else {
				ignoredFields++;
				skip(parser, field);
			}
		}
		return ignoredFields;
	}

	private void readColumn(JsonParser parser, int position, RowWriter row) throws UnreadableRecordException {
		row.column(position);
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			row.nothing();
			return;
		}
		Column column = this.columns.get(position);
		try {
			this.values.read(parser, column, row);
		}
		catch (UnreadableRecordException ex) {
			throw ex.in(column);
		}
	}

	private static void skip(JsonParser parser, String field) throws UnreadableRecordException {
		if (field.indexOf('\0') >= 0) {
			throw new UnreadableRecordException(RejectionCode.NUL_CHARACTER,
					"the name of a field contains the character U+0000");
		}
		parser.skipChildren();
	}

	@Override
	public void end() {
		this.input.end();
	}

}
