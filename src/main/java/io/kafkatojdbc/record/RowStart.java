package io.kafkatojdbc.record;

/** Begins the row of a record, with all values that are not in the record's value. */
public interface RowStart {

	/**
	 * Begins the row, or begins it again.
	 * @param row the writer that takes the values
	 * @param tombstone whether the record says that its row was deleted
	 * @throws UnreadableRecordException if the row cannot begin
	 */
	void begin(RowWriter row, boolean tombstone) throws UnreadableRecordException;

	/**
	 * Begins a row that was not deleted, or begins it again.
	 * @param row the writer that takes the values
	 * @throws UnreadableRecordException if the row cannot begin
	 */
	default void begin(RowWriter row) throws UnreadableRecordException {
		begin(row, false);
	}

	/**
	 * Writes the record's key into a row that was deleted. The fields of the key go into
	 * the columns of their names.
	 * @param row a row that has begun
	 * @return how many fields of the key have no column
	 * @throws UnreadableRecordException if the record has no key, or no row can be made
	 * of it
	 */
	int key(RowWriter row) throws UnreadableRecordException;

}
