package io.kafkatojdbc.json;

import io.kafkatojdbc.record.ChangeEvent.Effect;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads JSON objects, whatever they are part of. */
final class JsonReader {

	private static final int UNREADABLE = -1;

	private final JsonInput input = new JsonInput();

	private final JsonFields fields;

	private final JsonContent content;

	/**
	 * Creates a reader.
	 * @param content reads what the JSON has
	 * @param shape where rows stand in a record
	 */
	JsonReader(JsonContent content, RecordShape shape) {
		this.content = content;
		this.fields = new JsonFields(shape);
	}

	/**
	 * Reads a value.
	 * @param json the value in UTF-8
	 * @param row the writer that takes the values
	 * @param start begins the row, once or twice
	 * @return how many fields of the row have no column
	 */
	int read(byte[] json, RowWriter row, Begin start) throws UnreadableRecordException {
		int ignoredFields = readAmongOthers(json, row, start);
		if (ignoredFields != UNREADABLE) {
			return ignoredFields;
		}
		this.input.end();
		return readByItself(json, row, start);
	}

	private int readAmongOthers(byte[] json, RowWriter row, Begin start) {
		JsonParser parser = this.input.begin(json);
		this.fields.begin(json, this.input.start());
		try {
			start.begin(row);
			readValue(parser, row);
			return this.input.isAtEnd(parser) ? this.fields.ignored() : UNREADABLE;
		}
		catch (UnreadableRecordException | JacksonException ex) {
			return UNREADABLE;
		}
	}

	/**
	 * Reads an object that the shared parser could not read. A parser of its own gives a
	 * reason that is about this object alone.
	 */
	int readByItself(byte[] json, RowWriter row, Begin start) throws UnreadableRecordException {
		this.fields.begin(json, 0);
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			start.begin(row);
			readValue(parser, row);
			if (parser.nextToken() != null) {
				throw new UnreadableRecordException(RejectionCode.NOT_JSON,
						"the JSON object is followed by something else");
			}
			return this.fields.ignored();
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

	private void readValue(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		parser.nextToken();
		this.content.read(parser, this.fields, row);
	}

	/** Returns how many values of the last row went into columns. */
	int knownFields() {
		return this.content.known(this.fields);
	}

	/** Returns what the record of the last value does to a row. */
	Effect effect() throws UnreadableRecordException {
		return this.content.effect();
	}

	/** Returns what stands where the array of rows should, or {@code null}. */
	JsonRows.@Nullable Found rows() {
		return this.fields.rows();
	}

	/** Releases the buffers of the parser. */
	void end() {
		this.input.end();
	}

	/** Begins a row. */
	@FunctionalInterface
	interface Begin {

		/** Begins the row, or begins it again. */
		void begin(RowWriter row) throws UnreadableRecordException;

	}

}
