package io.kafkatojdbc.avro;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.UnreadableRecordException;

/** Reads the values of one schema. */
abstract class AvroValue {

	/**
	 * Writes a value as the value of a column, which the row has begun.
	 */
	void write(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
		if (column.column().array()) {
			throw UnreadableRecordException.wrongValue("an array is needed");
		}
		writeElement(run, column);
	}

	/**
	 * Writes a value as an element of a column's array, or as the value of a column
	 * without an array.
	 */
	abstract void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException;

	/** Writes a value as JSON. The row of the run is a buffer for JSON. */
	void render(AvroRun run) throws UnreadableRecordException {
		writeElement(run, run.json().column());
	}

	/** Reads a value of which nothing is taken. */
	abstract void skip(AvroRun run) throws UnreadableRecordException;

	/** Writes a structure as JSON. */
	final void writeJson(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
		Column type = column.column();
		if (type.kind() == Kind.BYTES) {
			throw UnreadableRecordException.wrongValue("bytes are needed, and no structure");
		}
		run.render(this);
		column.json(run.json().bytes(), 0, run.json().length(), run.row());
	}

}
