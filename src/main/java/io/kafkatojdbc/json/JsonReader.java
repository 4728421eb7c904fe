package io.kafkatojdbc.json;

import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads JSON objects, whatever they are part of. */
final class JsonReader {

	private static final int UNREADABLE = -1;

	private final JsonInput input = new JsonInput();

	private final JsonFields fields = new JsonFields();

	private final RecordField structure;

	JsonReader(RecordField structure) {
		this.structure = structure;
	}

	/**
	 * Reads an object.
	 * @param json the object in UTF-8
	 * @param row the writer that takes the values
	 * @param start begins the row, once or twice
	 * @return how many fields of the row have no column
	 */
	int read(byte[] json, RowWriter row, RowStart start) throws UnreadableRecordException {
		int ignoredFields = readAmongOthers(json, row, start);
		if (ignoredFields != UNREADABLE) {
			return ignoredFields;
		}
		this.input.end();
		return readByItself(json, row, start);
	}

	private int readAmongOthers(byte[] json, RowWriter row, RowStart start) {
		JsonParser parser = this.input.begin(json);
		this.fields.begin(json, this.input.start());
		try {
			start.begin(row);
			readObject(parser, row);
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
	int readByItself(byte[] json, RowWriter row, RowStart start) throws UnreadableRecordException {
		this.fields.begin(json, 0);
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			start.begin(row);
			readObject(parser, row);
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

	private void readObject(JsonParser parser, RowWriter row) throws UnreadableRecordException {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		this.fields.read(parser, this.structure, row);
	}

	/** Returns how many fields of the last object have a column. */
	int knownFields() {
		return this.fields.known();
	}

	/** Releases the buffers of the parser. */
	void end() {
		this.input.end();
	}

}
