package io.kafkatojdbc.staging;

import java.util.List;

/** What becomes of records that are staged together. */
public final class Staged {

	private final int[] rowsByRecord;

	private final List<RejectedRecord> rejected;

	private final long ignoredFields;

	/** The number of records that became rows. */
	private final int records;

	/** The number of rows. */
	private final int rows;

	Staged(int[] rowsByRecord, List<RejectedRecord> rejected, long ignoredFields) {
		this.rowsByRecord = rowsByRecord;
		this.rejected = rejected;
		this.ignoredFields = ignoredFields;
		this.records = records(0, rowsByRecord.length);
		this.rows = rows(0, rowsByRecord.length);
	}

	/**
	 * Returns how many rows a record became.
	 * @param index the index of the record among the records that were staged together
	 * @return the number of rows, which is 0 if the record was rejected or skipped
	 */
	public int rowsOf(int index) {
		return this.rowsByRecord[index];
	}

	/**
	 * Returns the records that did not become rows, although they should have.
	 * @return the rejected records
	 */
	public List<RejectedRecord> rejected() {
		return this.rejected;
	}

	/** Returns the number of records that became rows. */
	int records() {
		return this.records;
	}

	/** Returns the number of records in a range that became rows. */
	int records(int from, int to) {
		int count = 0;
		for (int i = from; i < to; i++) {
			count += (this.rowsByRecord[i] > 0) ? 1 : 0;
		}
		return count;
	}

	/** Returns the number of rows. */
	int rows() {
		return this.rows;
	}

	/** Returns the number of rows of the records in a range. */
	int rows(int from, int to) {
		int count = 0;
		for (int i = from; i < to; i++) {
			count += this.rowsByRecord[i];
		}
		return count;
	}

	/** Returns the number of records that are meant to have no row. */
	int skipped() {
		return this.rowsByRecord.length - this.records - this.rejected.size();
	}

	/** Returns the number of fields of the records that have no column. */
	long ignoredFields() {
		return this.ignoredFields;
	}

}
