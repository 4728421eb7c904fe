package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;

/**
 * Collects the values of one row until the row is complete. A value is kept as text, with
 * the escapes of one of COPY's formats.
 * <p>
 * Only one thread at a time may use an instance.
 */
abstract class RowValues implements RowWriter {

	private static final int MISSING = -1;

	private static final int NO_VALUE = -2;

	private static final byte[] NULL_ELEMENT = { 'N', 'U', 'L', 'L' };

	private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private final Escapes escapes;

	private final boolean takesTombstones;

	private final List<Column> columns;

	private final CopyBuffer values = new CopyBuffer();

	private final int[] starts;

	private final int[] ends;

	/** The starts of the values that all rows of the record have in common. */
	private final int[] commonStarts;

	/** The end of these values, or {@link #MISSING} if nothing is marked. */
	private int commonEnd = MISSING;

	private boolean tombstone;

	private int current;

	/** The number of arrays that were begun and not yet ended. */
	private int depth;

	RowValues(StagingTable table, Escapes escapes) {
		this.takesTombstones = table.tombstones();
		this.columns = table.columns();
		this.escapes = escapes;
		this.starts = new int[this.columns.size()];
		this.ends = new int[this.columns.size()];
		this.commonStarts = new int[this.columns.size()];
	}

	@Override
	public void begin(boolean tombstone) throws UnreadableRecordException {
		if (tombstone && !this.takesTombstones) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
					"the staging table has no column " + StagingTable.TOMBSTONE);
		}
		this.tombstone = tombstone;
		this.values.clear();
		Arrays.fill(this.starts, MISSING);
		this.commonEnd = MISSING;
		this.depth = 0;
	}

	/** Keeps the values that were written so far for all rows of the record. */
	final void keepCommonValues() {
		System.arraycopy(this.starts, 0, this.commonStarts, 0, this.starts.length);
		this.commonEnd = this.values.length();
	}

	/** Drops all values except those that all rows of the record have in common. */
	final void dropOtherValues() {
		if (isMarked()) {
			System.arraycopy(this.commonStarts, 0, this.starts, 0, this.starts.length);
			this.values.truncate(this.commonEnd);
		}
		else {
			Arrays.fill(this.starts, MISSING);
			this.values.truncate(0);
		}
	}

	/** Returns whether there are values that all rows of the record have in common. */
	final boolean isMarked() {
		return this.commonEnd != MISSING;
	}

	@Override
	public void column(int position) throws UnreadableRecordException {
		if (this.starts[position] != MISSING) {
			throw new UnreadableRecordException(RejectionCode.DUPLICATE_FIELD,
					"column '%s' is given twice".formatted(this.columns.get(position).name()));
		}
		this.current = position;
		this.starts[position] = this.values.length();
		this.ends[position] = this.values.length();
	}

	@Override
	public void nothing() {
		if (this.depth == 0) {
			this.starts[this.current] = NO_VALUE;
			return;
		}
		separate();
		this.values.add(NULL_ELEMENT);
	}

	@Override
	public void text(char[] text, int from, int to) throws UnreadableRecordException {
		beginValue();
		this.values.addText(text, from, to, escapes());
		endValue();
	}

	@Override
	public void bool(boolean value) {
		plain(String.valueOf(value));
	}

	@Override
	public void number(long value) {
		plain(Long.toString(value));
	}

	@Override
	public void number(double value) {
		plain(Double.toString(value));
	}

	private void plain(String ascii) {
		beginValue();
		this.values.add(ascii.getBytes(StandardCharsets.US_ASCII));
		endValue();
	}

	@Override
	public void bytes(byte[] value) {
		beginValue();
		this.values.add(escapes().of('\\'));
		this.values.add('x');
		for (byte each : value) {
			this.values.addByte(HEX_DIGITS[each >> 4 & 0xF]);
			this.values.addByte(HEX_DIGITS[each & 0xF]);
		}
		endValue();
	}

	@Override
	public void json(byte[] json, int from, int to) throws UnreadableRecordException {
		beginValue();
		this.values.addJson(json, from, to, escapes());
		endValue();
	}

	@Override
	public void beginArray() {
		separate();
		this.values.add('{');
		this.depth++;
	}

	@Override
	public void endArray() {
		this.values.add('}');
		this.depth--;
		this.ends[this.current] = this.values.length();
	}

	private void beginValue() {
		if (this.depth > 0) {
			separate();
			this.values.add('"');
		}
	}

	private void endValue() {
		if (this.depth > 0) {
			this.values.add('"');
		}
		this.ends[this.current] = this.values.length();
	}

	/**
	 * Adds the delimiter between two elements. After an element, the last byte is a
	 * quote, a letter or the end of an array. Before the first element, the last byte is
	 * the beginning of the array.
	 */
	private void separate() {
		if (this.depth > 0 && this.values.last() != '{') {
			this.values.add(this.columns.get(this.current).delimiter());
		}
	}

	private Escapes escapes() {
		return (this.depth > 0) ? Escapes.ELEMENT : this.escapes;
	}

	/** Adds the value of a column to the row. The column must have a value. */
	void copyTo(CopyBuffer row, int position) {
		row.add(this.values.bytes(), this.starts[position], this.ends[position]);
	}

	/** Moves a slice to the value of a column. The column must have a value. */
	void moveTo(TextSlice slice, int position) {
		slice.move(this.values.bytes(), this.starts[position], this.ends[position]);
	}

	/** Returns whether the row is a tombstone, which says that its key was deleted. */
	boolean isTombstone() {
		return this.tombstone;
	}

	/** Returns whether the record has a value for a column, or null. */
	boolean isGiven(int position) {
		return this.starts[position] != MISSING;
	}

	/** Returns whether a column has no value and takes its default. */
	boolean isDefault(int position) {
		return this.starts[position] == MISSING && this.columns.get(position).hasDefault();
	}

	/** Returns whether a column has no value. A column that is NOT NULL must have one. */
	boolean isNull(int position) throws UnreadableRecordException {
		if (this.starts[position] >= 0) {
			return false;
		}
		Column column = this.columns.get(position);
		if (column.notNull()) {
			throw new UnreadableRecordException(RejectionCode.MISSING_VALUE,
					"column '%s' is NOT NULL, and has no value".formatted(column.name()));
		}
		return true;
	}

}
