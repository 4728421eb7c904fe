package io.kafkatojdbc.avro;

import io.kafkatojdbc.record.JsonBuffer;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** The value that is read, and the row that it goes into. */
final class AvroRun {

	/** The depth of structures that is read, as that of JSON. */
	private static final int DEEPEST = 500;

	private final AvroInput input = new AvroInput();

	private final JsonBuffer json = new JsonBuffer();

	private RowWriter row = this.json;

	private byte[] whole = {};

	private @Nullable String noRow;

	private int depth;

	private int known;

	private int ignored;

	void begin(byte[] data, int from, RowWriter target) {
		this.input.begin(data, from);
		this.row = target;
		this.whole = data;
		this.noRow = null;
		this.depth = 0;
		this.known = 0;
		this.ignored = 0;
	}

	AvroInput input() {
		return this.input;
	}

	RowWriter row() {
		return this.row;
	}

	/** Returns the value or key as it is in the topic, with what is before its data. */
	byte[] whole() {
		return this.whole;
	}

	/** Notes that the value is no record, and so has no fields. */
	void noRow(String type) {
		this.noRow = type;
	}

	/** Returns the type of a value that has no fields, or {@code null}. */
	@Nullable String typeWithoutFields() {
		return this.noRow;
	}

	/** Returns what takes the values of a structure that is written as JSON. */
	JsonBuffer json() {
		return this.json;
	}

	void enter() throws UnreadableRecordException {
		this.depth++;
		if (this.depth > DEEPEST) {
			throw new UnreadableRecordException(RejectionCode.BEYOND_LIMITS,
					"the value is nested deeper than " + DEEPEST);
		}
	}

	void leave() {
		this.depth--;
	}

	/** Counts a value of a field that goes into a column. */
	void known() {
		this.known++;
	}

	/** Counts a field of the row without a column. */
	void ignored() {
		this.ignored++;
	}

	int knownFields() {
		return this.known;
	}

	int ignoredFields() {
		return this.ignored;
	}

	/** Refuses data behind the value. */
	void requireEnd() throws UnreadableRecordException {
		if (this.input.remaining() > 0) {
			throw AvroInput.wrong("%d bytes follow the value".formatted(this.input.remaining()));
		}
	}

	/** Writes a value as JSON into the buffer for it. */
	void render(AvroValue value) throws UnreadableRecordException {
		RowWriter target = this.row;
		this.row = this.json;
		try {
			this.json.clear();
			value.render(this);
		}
		finally {
			this.row = target;
		}
	}

}
