package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.time.LocalDate;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.pipeline.EpochUnit;

/**
 * Writes the values of one column, from what a record has to what the column's type and
 * its settings demand. A value that the column could only take by a guess is refused,
 * with a reason that names the setting to declare.
 * <p>
 * The row must have begun the column's value, or an array in it. Only one thread at a
 * time may use an instance.
 */
public class ColumnWriter {

	private final int position;

	private final Column column;

	ColumnWriter(int position, Column column) {
		this.position = position;
		this.column = column;
	}

	static ColumnWriter of(int position, Column column, ColumnSettings settings) {
		return switch (column.kind()) {
			case TEXT, BOOLEAN, OTHER -> new ColumnWriter(position, column);
			case JSON -> new JsonWriter(position, column);
			case BYTES -> new BytesWriter(position, column);
			case INTEGER -> new IntegerWriter(position, column, settings);
			case NUMERIC, FLOAT -> new NumberWriter(position, column, settings);
			case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> new TimeWriter(position, column, settings);
		};
	}

	/**
	 * Returns the column's position in the list of columns.
	 * @return the position, counted from 0
	 */
	public final int position() {
		return this.position;
	}

	/**
	 * Returns the column.
	 * @return the column
	 */
	public final Column column() {
		return this.column;
	}

	/**
	 * Writes a text that a record has.
	 * @param text a buffer
	 * @param from where the text begins in the buffer
	 * @param to where the text ends in the buffer
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the text
	 */
	public void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		row.text(text, from, to);
	}

	/**
	 * Writes a text that a record has.
	 * @param text the text
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the text
	 */
	public final void text(String text, RowWriter row) throws UnreadableRecordException {
		text(text.toCharArray(), 0, text.length(), row);
	}

	/**
	 * Writes a number that a record has as text, in JSON's notation.
	 * @param text a buffer
	 * @param from where the number begins in the buffer
	 * @param to where the number ends in the buffer
	 * @param whole whether the number has neither a fraction nor an exponent
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the number
	 */
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		row.text(text, from, to);
	}

	/**
	 * Writes a whole number whose meaning the record does not say.
	 * @param value the number
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the number
	 */
	public void whole(long value, RowWriter row) throws UnreadableRecordException {
		row.number(value);
	}

	/**
	 * Writes a floating-point number.
	 * @param value the number, which may be infinite or not a number
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the number
	 */
	public void floating(double value, RowWriter row) throws UnreadableRecordException {
		row.number(value);
	}

	/**
	 * Writes a decimal number.
	 * @param value the number
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the number
	 */
	public void decimal(BigDecimal value, RowWriter row) throws UnreadableRecordException {
		ascii(value.toPlainString(), row);
	}

	/**
	 * Writes a truth value.
	 * @param value the value
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the value
	 */
	public void bool(boolean value, RowWriter row) throws UnreadableRecordException {
		row.bool(value);
	}

	/**
	 * Writes bytes.
	 * @param value the bytes
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take bytes
	 */
	public void bytes(byte[] value, RowWriter row) throws UnreadableRecordException {
		throw UnreadableRecordException.wrongValue("bytes cannot go into a column of the type " + this.column.type());
	}

	/**
	 * Writes a point in time.
	 * @param count how much time has passed since 1970 began in UTC
	 * @param unit what is counted
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the time
	 */
	public void instant(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		time(new IsoText().timestamp(micros(count, unit)).utc(), row);
	}

	/**
	 * Writes a date and a time of day, without time zone.
	 * @param count how much time has passed since 1970 began by the same clock
	 * @param unit what is counted
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the time
	 */
	public void local(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		time(new IsoText().timestamp(micros(count, unit)), row);
	}

	/**
	 * Writes a date.
	 * @param day the number of days since the first of 1970
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the date
	 */
	public void date(long day, RowWriter row) throws UnreadableRecordException {
		requireDay(day);
		time(new IsoText().date(day), row);
	}

	/** Refuses days that are beyond all dates. */
	static void requireDay(long day) throws UnreadableRecordException {
		if (day < LocalDate.MIN.toEpochDay() || day > LocalDate.MAX.toEpochDay()) {
			throw UnreadableRecordException.wrongValue("day %d is out of range".formatted(day));
		}
	}

	/**
	 * Writes a time of day.
	 * @param count how much time has passed since midnight
	 * @param unit what is counted
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the time
	 */
	public void timeOfDay(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		long micros = micros(count, unit);
		requireTimeOfDay(micros, count, unit);
		time(new IsoText().timeOfDay(micros), row);
	}

	/** Refuses times that are not within a day. */
	static void requireTimeOfDay(long micros, long count, EpochUnit unit) throws UnreadableRecordException {
		if (micros < 0 || micros > EpochUnit.DAYS.nanos() / 1_000) {
			throw UnreadableRecordException.wrongValue("%d %s is no time of day".formatted(count, unit));
		}
	}

	/**
	 * Writes a length of time.
	 * @param months its months
	 * @param days its days
	 * @param micros its microseconds
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the length of time
	 */
	public void interval(long months, long days, long micros, RowWriter row) throws UnreadableRecordException {
		time(new IsoText().interval(months, days, micros), row);
	}

	/**
	 * Writes JSON as it stands in a record.
	 * @param json a buffer of UTF-8 with well-formed JSON
	 * @param from where the value begins in the buffer
	 * @param to where the value ends in the buffer
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take JSON
	 */
	public void json(byte[] json, int from, int to, RowWriter row) throws UnreadableRecordException {
		row.json(json, from, to);
	}

	/** Writes a time as text, in ISO 8601. */
	void time(IsoText text, RowWriter row) throws UnreadableRecordException {
		row.text(text.chars(), 0, text.length());
	}

	final void ascii(String text, RowWriter row) throws UnreadableRecordException {
		row.text(text.toCharArray(), 0, text.length());
	}

	/** Returns microseconds, rounded down, as PostgreSQL keeps no shorter time. */
	final long micros(long count, EpochUnit unit) throws UnreadableRecordException {
		if (unit == EpochUnit.NS) {
			return Math.floorDiv(count, 1_000L);
		}
		try {
			return Math.multiplyExact(count, unit.nanos() / 1_000);
		}
		catch (ArithmeticException ex) {
			throw UnreadableRecordException.wrongValue("%d %s is out of range".formatted(count, unit));
		}
	}

}
