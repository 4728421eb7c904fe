package io.kafkatojdbc.record;

/**
 * Takes the values of one row, whatever the order of its columns. The writer alone knows
 * how values are sent to the database; a {@link RecordReader} knows only how they are
 * written in a record.
 * <p>
 * For each column that has a value, {@link #column} is called and then one of the methods
 * that write a value. The value of an array is what is written between
 * {@link #beginArray} and {@link #endArray}.
 */
public interface RowWriter {

	/**
	 * Begins the row of a record, or begins it again.
	 * @param tombstone whether the record has no value, which says that its key is gone
	 * @throws UnreadableRecordException if the table takes no such records
	 */
	void begin(boolean tombstone) throws UnreadableRecordException;

	/**
	 * Begins the value of a column.
	 * @param position the column's position among those that the reader was created for
	 * @throws UnreadableRecordException if the column has a value already
	 */
	void column(int position) throws UnreadableRecordException;

	/** Writes SQL's NULL. */
	void nothing();

	/**
	 * Writes text, which PostgreSQL parses as the column's type.
	 * @param text a buffer
	 * @param from where the text begins in it
	 * @param to where the text ends in it
	 * @throws UnreadableRecordException if PostgreSQL cannot have such a text
	 */
	void text(char[] text, int from, int to) throws UnreadableRecordException;

	/**
	 * Writes a whole number.
	 * @param value the number
	 */
	void number(long value);

	/**
	 * Writes a floating-point number, in as many digits as tell it from its neighbours.
	 * @param value the number, which may be infinite or none
	 */
	void number(double value);

	/**
	 * Writes bytes.
	 * @param value the bytes
	 */
	void bytes(byte[] value);

	/**
	 * Writes JSON as it stands in a record.
	 * @param json a buffer of UTF-8 with well-formed JSON
	 * @param from where the value begins in it
	 * @param to where the value ends in it
	 * @throws UnreadableRecordException if PostgreSQL cannot have such a text
	 */
	void json(byte[] json, int from, int to) throws UnreadableRecordException;

	/** Begins an array, for a column of arrays only. */
	void beginArray();

	/** Ends the array that was begun last. */
	void endArray();

}
