package io.kafkatojdbc.record;

/**
 * Takes the rows of one record, each with its values in any order of the columns. Only
 * the writer knows how values are sent to the database. A {@link RecordReader} only knows
 * how values are written in a record.
 * <p>
 * The reader calls {@link #begin} once for the record, and {@link #end} after the values
 * of each row. Values that all rows have in common are written first, followed by
 * {@link #mark}. A record without rows is a mistake of the reader unless the reader calls
 * {@link #skip}.
 * <p>
 * For each column that has a value, the reader calls {@link #column} and then one of the
 * methods that write a value. The value of an array is written between
 * {@link #beginArray} and {@link #endArray}.
 */
public interface RowWriter {

	/**
	 * Begins the rows of a record. Begins them again, without any row, if it is called
	 * again.
	 * @param tombstone whether the record has no value, which means that its key was
	 * deleted
	 * @throws UnreadableRecordException if the staging table takes no records without a
	 * value
	 */
	void begin(boolean tombstone) throws UnreadableRecordException;

	/**
	 * Keeps the values that were written so far for all rows that follow. No row may
	 * write the same columns again.
	 */
	void mark();

	/**
	 * Ends a row. The next row has only the values that were written before
	 * {@link #mark}, and none if nothing was marked.
	 * @throws UnreadableRecordException if a column that needs a value has none
	 */
	void end() throws UnreadableRecordException;

	/**
	 * Says that the record is meant to have no row, whatever was written of a row. May be
	 * called without {@link #begin}.
	 */
	void skip();

	/**
	 * Begins the value of a column.
	 * @param position the position of the column in the list for which the reader was
	 * created
	 * @throws UnreadableRecordException if the column has a value already
	 */
	void column(int position) throws UnreadableRecordException;

	/** Writes SQL's NULL. */
	void nothing();

	/**
	 * Writes text, which PostgreSQL parses as the column's type.
	 * @param text a buffer
	 * @param from where the text begins in the buffer
	 * @param to where the text ends in the buffer
	 * @throws UnreadableRecordException if PostgreSQL cannot store the text
	 */
	void text(char[] text, int from, int to) throws UnreadableRecordException;

	/**
	 * Writes a truth value.
	 * @param value the value
	 */
	void bool(boolean value);

	/**
	 * Writes a whole number.
	 * @param value the number
	 */
	void number(long value);

	/**
	 * Writes a floating-point number, with as many digits as distinguish it from its
	 * neighbours.
	 * @param value the number, which may be infinite or not a number
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
	 * @param from where the value begins in the buffer
	 * @param to where the value ends in the buffer
	 * @throws UnreadableRecordException if PostgreSQL cannot store the text
	 */
	void json(byte[] json, int from, int to) throws UnreadableRecordException;

	/** Begins an array. Only a column of arrays takes an array. */
	void beginArray();

	/** Ends the array that was begun last. */
	void endArray();

}
