package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;

/**
 * Collects the values of the rows of a record, one row after the other.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class RecordRows extends RowValues {

	private final Target target;

	private final RowColumns rowColumns;

	/** The number of rows of the record that were ended. */
	private int ended;

	private boolean skipped;

	/** Whether a row was begun and not yet ended. */
	private boolean inRow;

	/** Whether the values of the row that was ended last are still here. */
	private boolean hasOldValues;

	RecordRows(StagingTable table, Escapes escapes, Target target) {
		super(table, escapes);
		this.target = target;
		this.rowColumns = new RowColumns(table.columns());
	}

	/** Begins a record of which nothing is known yet. */
	void beginRecord() {
		this.skipped = false;
		this.inRow = false;
		this.hasOldValues = false;
		this.ended = 0;
	}

	@Override
	public void begin(boolean tombstone) throws UnreadableRecordException {
		super.begin(tombstone);
		beginRecord();
		this.target.clear();
	}

	@Override
	public void mark() {
		beginRow();
		keepCommonValues();
		this.inRow = false;
	}

	@Override
	public void column(int position) throws UnreadableRecordException {
		beginRow();
		super.column(position);
	}

	@Override
	public void end() throws UnreadableRecordException {
		beginRow();
		this.rowColumns.write(this, this.ended);
		this.target.add();
		this.ended++;
		this.inRow = false;
		this.hasOldValues = true;
	}

	// The values of the row before are dropped only here, because most records have one
	// row.
	private void beginRow() {
		this.inRow = true;
		if (this.hasOldValues) {
			dropOtherValues();
			this.hasOldValues = false;
		}
	}

	@Override
	public void skip() {
		this.skipped = true;
		this.inRow = false;
	}

	/** Returns whether the record is meant to have no row. */
	boolean isSkipped() {
		return this.skipped;
	}

	/** Returns whether a row was begun and not yet ended. */
	boolean isInRow() {
		return this.inRow;
	}

	/** Takes the rows of a record. */
	interface Target {

		/** Removes the rows of the record. */
		void clear();

		/** Adds a row with the values as they are now. */
		void add() throws UnreadableRecordException;

	}

}
