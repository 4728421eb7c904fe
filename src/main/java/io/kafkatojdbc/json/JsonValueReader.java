package io.kafkatojdbc.json;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kafkatojdbc.pipeline.Envelope;
import io.kafkatojdbc.record.ChangeEvent;
import io.kafkatojdbc.record.Guess;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RecordType;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads records whose value is JSON. A record is parsed once, unless it deletes a row:
 * what a record does may be known only at its end, and most records delete nothing.
 */
public final class JsonValueReader implements ValueReader {

	private final RecordShape shape;

	private final boolean needsField;

	/** Reads values that are rows, or have them in their envelope. */
	private final JsonReader reader;

	/** Reads rows that were deleted. */
	private final JsonReader deleted;

	/** Reads CloudEvents whose value is the row. */
	private final JsonReader bare;

	private final JsonRows rows;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 */
	public JsonValueReader(RowMapping mapping) {
		this(mapping, RecordType.UNKNOWN);
	}

	/**
	 * Creates a reader of values without envelope that have one JSON Schema.
	 * @param mapping which column takes which part of a record
	 * @param schema the text of the schema
	 * @throws UnreadableRecordException if the schema cannot be read
	 */
	public JsonValueReader(RowMapping mapping, String schema) throws UnreadableRecordException {
		this(mapping, JsonSchemaTypes.read(schema));
	}

	private JsonValueReader(RowMapping mapping, RecordType type) {
		this.shape = mapping.shape();
		this.needsField = (this.shape.envelope() == Envelope.NONE) ? mapping.needsField() : mapping.needsRowField();
		this.reader = new JsonReader(content(mapping, ChangeEvent.AFTER, type), this.shape);
		this.deleted = new JsonReader(content(mapping, ChangeEvent.BEFORE, type), this.shape);
		this.bare = new JsonReader(new JsonRow(mapping.value(List.of())), this.shape);
		this.rows = new JsonRows(mapping, new JsonFields(this.shape));
	}

	private static JsonContent content(RowMapping mapping, String eventRow, RecordType type) {
		return switch (mapping.shape().envelope()) {
			case NONE -> new JsonRow(typed(mapping.value(List.of()), type));
			case CONNECT -> new JsonEnvelope(mapping.value(List.of()), new JsonConnectRow());
			case DEBEZIUM ->
				new JsonEnvelope(mapping.value(List.of(eventRow)), new JsonEvent(mapping.shape(), eventRow));
			case CLOUDEVENTS -> new JsonCloudEvent(mapping);
		};
	}

	private static RecordField typed(RecordField value, RecordType type) {
		return type.equals(RecordType.UNKNOWN) ? value : value.typed(type);
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		byte[] value = kafkaRecord.value();
		boolean isBare = this.shape.envelope() == Envelope.CLOUDEVENTS && JsonCloudEvent.isBinary(kafkaRecord);
		JsonReader known = isBare ? this.bare : this.reader;
		int ignoredFields = read(value, row, (begun) -> start.begin(begun, false), known);
		return switch (known.effect()) {
			case ROW -> ignoredFields + end(value, row, known);
			case NONE -> skip(row);
			case DELETE -> delete(value, row, start);
			case DELETE_BY_KEY -> deleteByKey(value, row, start);
		};
	}

	private static int skip(RowWriter row) {
		row.skip();
		return 0;
	}

	private int delete(byte[] value, RowWriter row, RowStart start) throws UnreadableRecordException {
		return readDeleted(value, row, start) + end(value, row, this.deleted);
	}

	private int deleteByKey(byte[] value, RowWriter row, RowStart start) throws UnreadableRecordException {
		int ignoredFields = readDeleted(value, row, start);
		try {
			ignoredFields += start.key(row);
		}
		catch (UnreadableRecordException ex) {
			throw ofDelete(ex);
		}
		row.end();
		return ignoredFields;
	}

	private int readDeleted(byte[] value, RowWriter row, RowStart start) throws UnreadableRecordException {
		try {
			return read(value, row, (begun) -> start.begin(begun, true), this.deleted);
		}
		catch (UnreadableRecordException ex) {
			throw (ex.code() == RejectionCode.TOMBSTONE) ? ofDelete(ex) : ex;
		}
	}

	private static UnreadableRecordException ofDelete(UnreadableRecordException ex) {
		return new UnreadableRecordException(RejectionCode.TOMBSTONE,
				"the record says that a row was deleted, and " + ex.reason());
	}

	/** Ends the row, or the rows, that have been read. */
	private int end(byte[] value, RowWriter row, JsonReader known) throws UnreadableRecordException {
		if (this.shape.hasRowsInArray()) {
			return this.rows.read(known.rows(), row);
		}
		if (this.needsField && known.knownFields() == 0) {
			throw new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
					"no field of the record has a column of the staging table" + guess(value));
		}
		row.end();
		return 0;
	}

	private String guess(byte[] value) {
		return (this.shape.envelope() == Envelope.NONE) ? Guess.ofFields(fields(value)) : Guess.OTHER_NAMES;
	}

	private int read(byte[] value, RowWriter row, JsonReader.Begin start, JsonReader known)
			throws UnreadableRecordException {
		try {
			Utf8.check(value);
			return known.read(value, row, start);
		}
		catch (UnreadableRecordException ex) {
			throw switch (ex.code()) {
				case INVALID_UTF8, NOT_JSON -> ex.with(Guess.ofBytes(value));
				case WRONG_ENVELOPE -> ex.with(Guess.ofOtherEnvelope(fields(value)));
				default -> ex;
			};
		}
	}

	/** Returns the names of an object that was read before. */
	private static Set<String> fields(byte[] json) {
		Set<String> names = new HashSet<>();
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				for (String name = parser.nextName(); name != null; name = parser.nextName()) {
					names.add(name);
					parser.nextToken();
					parser.skipChildren();
				}
			}
		}
		catch (JacksonException ex) {
			// The names before the error are enough for a guess.
			return names;
		}
		return names;
	}

	@Override
	public void end() {
		this.reader.end();
		this.deleted.end();
		this.bare.end();
	}

}
