package io.kafkatojdbc.record;

/** Begins the row of a record, with all values that are not in the record's value. */
@FunctionalInterface
public interface RowStart {

	/**
	 * Begins the row, or begins it again.
	 * @param row the writer that takes the values
	 * @throws UnreadableRecordException if the row cannot begin
	 */
	void begin(RowWriter row) throws UnreadableRecordException;

}
