package io.kafkatojdbc.staging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.ledger.RejectionCode;
import io.kafkatojdbc.staging.StagingTable.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads the fields of one record after the other as text, one for each column. They come
 * in any order, so they wait here for their row.
 * <p>
 * To be used by one thread at a time.
 */
final class RecordFields {

	/** Kafka limits the length of a record already, and text is only passed through. */
	static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private static final int MISSING = -1;

	private static final int NO_VALUE = -2;

	private static final int UNREADABLE = -1;

	private final boolean tombstones;

	private final String keyColumn;

	private final Escapes escapes;

	private final List<Column> columns;

	private final Map<String, Integer> columnsByField;

	private final CopyBuffer values = new CopyBuffer();

	private final ColumnValues columnValues;

	private final RecordInput input = new RecordInput();

	private final int[] starts;

	private final int[] ends;

	RecordFields(StagingTable table, String keyColumn, Escapes escapes) {
		this.tombstones = table.tombstones();
		this.keyColumn = keyColumn;
		this.escapes = escapes;
		this.columns = table.columns();
		this.columnsByField = FieldNames.of(this.columns);
		this.columnValues = new ColumnValues(this.values, escapes);
		this.starts = new int[this.columns.size()];
		this.ends = new int[this.columns.size()];
	}

	boolean isMissing(int column) {
		return this.starts[column] == MISSING;
	}

	// whether it is missing, or JSON's null
	boolean isNull(int column) {
		return this.starts[column] < 0;
	}

	void copy(int column, CopyBuffer target) {
		target.add(this.values.bytes(), this.starts[column], this.ends[column]);
	}

	void moveTo(int column, TextSlice slice) {
		slice.move(this.values.bytes(), this.starts[column], this.ends[column]);
	}

	/**
	 * Reads the fields of a tombstone.
	 * @param key its key
	 * @return how many fields of the key have no column
	 */
	int readKey(byte @Nullable [] key) throws UnreadableRecordException {
		if (!this.tombstones) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
					"the staging table has no column kafka_tombstone");
		}
		byte[] text = RecordKey.require(key);
		if (RecordKey.isObject(text)) {
			int ignoredFields = read(text);
			if (Arrays.stream(this.starts).allMatch((start) -> start == MISSING)) {
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
		this.values.clear();
		Arrays.fill(this.starts, MISSING);
		char[] characters = RecordKey.text(text).toCharArray();
		this.values.addText(characters, 0, characters.length, this.escapes);
		this.starts[column] = 0;
		this.ends[column] = this.values.length();
		return 0;
	}

	/**
	 * Reads the fields of a record.
	 * @param value its value
	 * @return how many fields have no column
	 */
	int read(byte[] value) throws UnreadableRecordException {
		int ignoredFields = readAmongOthers(value);
		if (ignoredFields != UNREADABLE) {
			return ignoredFields;
		}
		this.input.end();
		return readByItself(value);
	}

	private int readAmongOthers(byte[] value) {
		JsonParser parser = this.input.begin(value);
		try {
			int ignoredFields = readObject(parser, value, this.input.start());
			return this.input.isAtEnd(parser) ? ignoredFields : UNREADABLE;
		}
		catch (UnreadableRecordException | JacksonException ex) {
			return UNREADABLE;
		}
	}

	/** What there is to say of a value that can't be read is of this value alone. */
	private int readByItself(byte[] value) throws UnreadableRecordException {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
			int ignoredFields = readObject(parser, value, 0);
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

	private int readObject(JsonParser parser, byte[] value, long start) throws UnreadableRecordException {
		this.values.clear();
		Arrays.fill(this.starts, MISSING);
		this.columnValues.begin(value, start);
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		int ignoredFields = 0;
		for (String field = parser.nextName(); field != null; field = parser.nextName()) {
			ignoredFields += readField(parser, field) ? 0 : 1;
		}
		return ignoredFields;
	}

	/** Keeps nothing of what was read. */
	void end() {
		this.input.end();
	}

	private static String place(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		return (location != null) ? ", at position " + location.getByteOffset() : "";
	}

	private boolean readField(JsonParser parser, String field) throws UnreadableRecordException {
		parser.nextToken();
		Integer column = this.columnsByField.get(field);
		if (column != null) {
			readColumn(parser, column);
			return true;
		}
		if (field.indexOf('\0') >= 0) {
			throw new UnreadableRecordException(RejectionCode.NUL_CHARACTER,
					"the name of a field contains the character U+0000");
		}
		parser.skipChildren();
		return false;
	}

	private void readColumn(JsonParser parser, int position) throws UnreadableRecordException {
		Column column = this.columns.get(position);
		if (this.starts[position] != MISSING) {
			throw new UnreadableRecordException(RejectionCode.DUPLICATE_FIELD,
					"column '%s' is given twice".formatted(column.name()));
		}
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			this.starts[position] = NO_VALUE;
			return;
		}
		this.starts[position] = this.values.length();
		try {
			this.columnValues.add(parser, column);
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(ex.code(), "column '%s': %s".formatted(column.name(), ex.getReason()));
		}
		this.ends[position] = this.values.length();
	}

}
