package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

import org.postgresql.copy.CopyIn;

/**
 * The rows of one poll, encoded for COPY before the transaction begins.
 * <p>
 * The batch they go into is known only inside the transaction, so each row begins with
 * room for it. Rows are counted from 0, the lines that PostgreSQL names in its errors
 * from 1 and without the rows that were left out.
 */
final class CopyRows {

	/** The columns that each row begins with; payload columns follow. */
	static final String COLUMNS = "batch, kafka_partition, kafka_offset, kafka_timestamp";

	private static final int BATCH_WIDTH = 19;

	/** Large enough to be cheap, small enough to let the server parse meanwhile. */
	private static final int CHUNK = 1 << 16;

	private final CopyBuffer buffer = new CopyBuffer();

	private final TimestampText timestamps = new TimestampText();

	private final BitSet leftOut = new BitSet();

	private int[] starts = new int[512];

	private int[] records = new int[512];

	private int rows;

	private int end;

	private long ignoredFields;

	// a row that is begun counts only once it is ended
	CopyBuffer begin(int record, int partition, long offset, long timestamp) {
		if (this.rows == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, 2 * this.rows);
			this.records = Arrays.copyOf(this.records, 2 * this.rows);
		}
		this.records[this.rows] = record;
		this.starts[this.rows] = this.end;
		this.buffer.truncate(this.end);
		this.buffer.addNumber(0, BATCH_WIDTH);
		this.buffer.add('\t');
		this.buffer.addNumber(partition);
		this.buffer.add('\t');
		this.buffer.addNumber(offset);
		this.buffer.add('\t');
		this.timestamps.addTo(this.buffer, timestamp);
		return this.buffer;
	}

	void end(int ignoredFields) {
		this.buffer.add('\n');
		this.end = this.buffer.length();
		this.rows++;
		this.ignoredFields += ignoredFields;
	}

	int rows() {
		return this.rows;
	}

	long ignoredFields() {
		return this.ignoredFields;
	}

	int record(int row) {
		Objects.checkIndex(row, this.rows);
		return this.records[row];
	}

	void stampBatch(long batch) {
		for (int row = 0; row < this.rows; row++) {
			this.buffer.setNumber(this.starts[row], batch, BATCH_WIDTH);
		}
	}

	void leaveOut(int row) {
		Objects.checkIndex(row, this.rows);
		this.leftOut.set(row);
	}

	int rowsNotLeftOut() {
		return this.rows - this.leftOut.cardinality();
	}

	int rowOfLine(long line) {
		int row = this.leftOut.nextClearBit(0);
		for (long before = 1; before < line; before++) {
			row = this.leftOut.nextClearBit(row + 1);
		}
		Objects.checkIndex(row, this.rows);
		return row;
	}

	void writeTo(CopyIn copy) throws SQLException {
		int from = this.leftOut.nextClearBit(0);
		while (from < this.rows) {
			int next = this.leftOut.nextSetBit(from);
			int to = (next < 0) ? this.rows : next;
			write(copy, this.starts[from], (to == this.rows) ? this.end : this.starts[to]);
			from = this.leftOut.nextClearBit(to);
		}
	}

	// the first row from there on that is not left out, or the number of rows
	int nextRow(int row) {
		return Math.min(this.leftOut.nextClearBit(row), this.rows);
	}

	void writeRowTo(CopyIn copy, int row) throws SQLException {
		write(copy, this.starts[row], endOf(row));
	}

	// without the end of the line
	String text(int row) {
		int from = this.starts[row];
		return new String(this.buffer.bytes(), from, endOf(row) - from - 1, StandardCharsets.UTF_8);
	}

	private int endOf(int row) {
		return (row + 1 == this.rows) ? this.end : this.starts[row + 1];
	}

	// in bytes, with the rows that are left out
	long length() {
		return this.end;
	}

	private void write(CopyIn copy, int from, int to) throws SQLException {
		for (int at = from; at < to; at += CHUNK) {
			copy.writeToCopy(this.buffer.bytes(), at, Math.min(CHUNK, to - at));
		}
	}

}
