package io.kafkatojdbc.staging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.ledger.RejectionCode;
import io.kafkatojdbc.staging.StagingTable.Column;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * Turns records with a JSON object as their value into rows for COPY, one field a column.
 * <p>
 * To be used by one thread at a time.
 */
final class JsonRowEncoder {

	/** Kafka limits the length of a record already, and text is only passed through. */
	static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private static final byte[] NULL = { '\\', 'N' };

	private static final byte[] DEFAULT = { '\\', 'D' };

	private static final int MISSING = -1;

	private final boolean tombstones;

	private final String keyColumn;

	private final List<Column> columns;

	private final Map<String, Integer> columnsByField;

	/** Fields come in any order, so their values wait here for their row. */
	private final CopyBuffer values = new CopyBuffer();

	private final ColumnValues columnValues = new ColumnValues(this.values);

	private final int[] starts;

	private final int[] ends;

	JsonRowEncoder(StagingTable table, String keyColumn) {
		this.tombstones = table.tombstones();
		this.keyColumn = keyColumn;
		this.columns = table.columns();
		this.columnsByField = FieldNames.of(this.columns);
		this.starts = new int[this.columns.size()];
		this.ends = new int[this.columns.size()];
	}

	/**
	 * Adds a record's row, or leaves the rows as they were.
	 * @param record the record
	 * @param index where the caller finds the record again
	 * @param rows the rows to add to
	 * @throws UnreadableRecordException if no row can be made of the record
	 */
	void encode(ConsumerRecord<byte[], byte @Nullable []> record, int index, CopyRows rows)
			throws UnreadableRecordException {
		byte[] value = record.value();
		if (value != null) {
			Utf8.check(value);
			int ignoredFields = read(value);
			write(record, index, rows, ignoredFields);
			return;
		}
		try {
			int ignoredFields = readKey(record.key());
			write(record, index, rows, ignoredFields);
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
					"the value is null (a tombstone), and " + ex.getReason());
		}
	}

	private void write(ConsumerRecord<byte[], byte @Nullable []> record, int index, CopyRows rows, int ignoredFields)
			throws UnreadableRecordException {
		CopyBuffer row = rows.begin(index, record.partition(), record.offset(), record.timestamp());
		if (this.tombstones) {
			row.add('\t');
			row.add((record.value() == null) ? 't' : 'f');
		}
		for (int column = 0; column < this.starts.length; column++) {
			row.add('\t');
			write(column, row);
		}
		rows.end(ignoredFields);
	}

	private int readKey(byte @Nullable [] key) throws UnreadableRecordException {
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
		this.values.addText(characters, 0, characters.length, Escapes.FIELD);
		this.starts[column] = 0;
		this.ends[column] = this.values.length();
		return 0;
	}

	private int read(byte[] value) throws UnreadableRecordException {
		this.values.clear();
		Arrays.fill(this.starts, MISSING);
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
			}
			int ignoredFields = 0;
			for (String field = parser.nextName(); field != null; field = parser.nextName()) {
				ignoredFields += readField(parser, value, field) ? 0 : 1;
			}
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

	private boolean readField(JsonParser parser, byte[] value, String field) throws UnreadableRecordException {
		parser.nextToken();
		Integer column = this.columnsByField.get(field);
		if (column != null) {
			readColumn(parser, value, column);
			return true;
		}
		if (field.indexOf('\0') >= 0) {
			throw new UnreadableRecordException(RejectionCode.NUL_CHARACTER,
					"the name of a field contains the character U+0000");
		}
		parser.skipChildren();
		return false;
	}

	private void readColumn(JsonParser parser, byte[] value, int position) throws UnreadableRecordException {
		Column column = this.columns.get(position);
		if (this.starts[position] != MISSING) {
			throw new UnreadableRecordException(RejectionCode.DUPLICATE_FIELD,
					"column '%s' is given twice".formatted(column.name()));
		}
		this.starts[position] = this.values.length();
		try {
			this.columnValues.add(parser, value, column);
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(ex.code(), "column '%s': %s".formatted(column.name(), ex.getReason()));
		}
		this.ends[position] = this.values.length();
	}

	private void write(int position, CopyBuffer row) throws UnreadableRecordException {
		Column column = this.columns.get(position);
		boolean missing = this.starts[position] == MISSING;
		if (missing && column.hasDefault()) {
			row.add(DEFAULT);
		}
		else if (!missing && !isNull(position)) {
			row.add(this.values.bytes(), this.starts[position], this.ends[position]);
		}
		else if (column.notNull()) {
			throw new UnreadableRecordException(RejectionCode.MISSING_VALUE,
					"column '%s' is NOT NULL, and has no value".formatted(column.name()));
		}
		else {
			row.add(NULL);
		}
	}

	private boolean isNull(int position) {
		return Arrays.equals(this.values.bytes(), this.starts[position], this.ends[position], NULL, 0, NULL.length);
	}

}
