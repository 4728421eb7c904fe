package io.kafkatojdbc.staging;

import java.util.BitSet;

/** The rows of a poll that are left out of the COPY because they are bad. */
final class LeftOutRows {

	private final BitSet rows = new BitSet();

	void clear() {
		this.rows.clear();
	}

	void add(int row) {
		this.rows.set(row);
	}

	boolean contains(int row) {
		return this.rows.get(row);
	}

	int count() {
		return this.rows.cardinality();
	}

	/** Returns this row or the next one that is not left out. */
	int nextTaken(int row) {
		return this.rows.nextClearBit(row);
	}

	/** Returns this row or the next one that is left out, or the end if there is none. */
	int nextLeftOut(int row, int end) {
		int next = this.rows.nextSetBit(row);
		return (next < 0) ? end : next;
	}

	/** Returns the row that is on a line of the COPY. */
	int rowOfLine(long line) {
		int row = this.rows.nextClearBit(0);
		for (long before = 1; before < line; before++) {
			row = this.rows.nextClearBit(row + 1);
		}
		return row;
	}

}
