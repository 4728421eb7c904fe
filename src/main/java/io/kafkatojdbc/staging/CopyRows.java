package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * The rows of one poll, encoded for COPY before the transaction begins.
 * <p>
 * Each row begins with room for the number of its batch, because the batch is known only
 * inside the transaction. A record may have several rows, which follow each other, or
 * none. Rows are counted from 0. The lines that PostgreSQL names in its errors are
 * counted from 1, without the rows that were left out. In binary format no row is left
 * out, and no row is tried by itself.
 */
final class CopyRows {

	private final CopyFormat format;

	private final CopyBuffer buffer = new CopyBuffer();

	private final ServiceColumns serviceColumns;

	private final LeftOutRows leftOut = new LeftOutRows();

	private int[] starts = new int[512];

	private int[] records = new int[512];

	private int rows;

	private int end;

	/** The record whose rows are added, or {@code null} before the first record. */
	private @Nullable ConsumerRecord<?, ?> kafkaRecord;

	private int record;

	private long order;

	/** The number of rows with those of the record that is not ended yet. */
	private int newRows;

	private int newEnd;

	private long ignoredFields;

	/** Creates empty rows of a table. */
	CopyRows(CopyFormat format, CopyLayout layout) {
		this.format = format;
		this.serviceColumns = new ServiceColumns(format, layout);
	}

	CopyFormat format() {
		return this.format;
	}

	void clear() {
		this.buffer.clear();
		this.leftOut.clear();
		this.rows = 0;
		this.end = 0;
		this.kafkaRecord = null;
		this.ignoredFields = 0;
		clearRecord();
	}

	// The rows of a record count only after its end. The next record overwrites the rows
	// of a record without an end.
	void beginRecord(int index, ConsumerRecord<?, ?> next, long nextOrder) {
		this.record = index;
		this.kafkaRecord = next;
		this.order = nextOrder;
		clearRecord();
	}

	void clearRecord() {
		this.newRows = this.rows;
		this.newEnd = this.end;
	}

	void endRecord(int ignored) {
		this.rows = this.newRows;
		this.end = this.newEnd;
		this.ignoredFields += ignored;
	}

	// Returns the number of rows of the record that is not ended yet.
	int rowsOfRecord() {
		return this.newRows - this.rows;
	}

	// A row counts only after its end. The next row overwrites a row without an end.
	CopyBuffer begin() {
		if (this.newRows == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, 2 * this.newRows);
			this.records = Arrays.copyOf(this.records, 2 * this.newRows);
		}
		this.records[this.newRows] = this.record;
		this.starts[this.newRows] = this.newEnd;
		this.buffer.truncate(this.newEnd);
		this.serviceColumns.addTo(this.buffer, Objects.requireNonNull(this.kafkaRecord), this.order);
		return this.buffer;
	}

	void end() {
		if (this.format == CopyFormat.TEXT) {
			this.buffer.add('\n');
		}
		this.newEnd = this.buffer.length();
		this.newRows++;
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
			this.serviceColumns.setBatch(this.buffer, this.starts[row], batch);
		}
	}

	/** Leaves out a row and all other rows of its record. */
	void leaveOut(int row) {
		for (int each = firstOfRecord(row); each < this.rows && this.records[each] == record(row); each++) {
			this.leftOut.add(each);
		}
	}

	boolean isLeftOut(int row) {
		return this.leftOut.contains(row);
	}

	/** Returns the first row of the record that has a row. */
	int firstOfRecord(int row) {
		int first = row;
		while (first > 0 && record(first - 1) == record(row)) {
			first--;
		}
		return first;
	}

	/** Returns whether the record of a row has other rows. */
	boolean hasOthers(int row) {
		int first = firstOfRecord(row);
		return first < row || (row + 1 < this.rows && this.records[row + 1] == record(row));
	}

	/** Counts the rows that are not left out, by the number of their record. */
	int[] countByRecord(int recordCount) {
		int[] counts = new int[recordCount];
		for (int row = nextRow(0); row < this.rows; row = nextRow(row + 1)) {
			counts[this.records[row]]++;
		}
		return counts;
	}

	int rowsNotLeftOut() {
		return this.rows - this.leftOut.count();
	}

	int rowOfLine(long line) {
		int row = this.leftOut.rowOfLine(line);
		Objects.checkIndex(row, this.rows);
		return row;
	}

	// Returns this row or the next one that is not left out, or the number of rows.
	int nextRow(int row) {
		return Math.min(this.leftOut.nextTaken(row), this.rows);
	}

	void writeTo(CopyIn copy) throws SQLException {
		if (this.format == CopyFormat.BINARY) {
			CopyChunks.writeBinary(copy, this.buffer.bytes(), this.end);
			return;
		}
		int from = this.leftOut.nextTaken(0);
		while (from < this.rows) {
			int to = this.leftOut.nextLeftOut(from, this.rows);
			CopyChunks.write(copy, this.buffer.bytes(), this.starts[from],
					(to == this.rows) ? this.end : this.starts[to]);
			from = this.leftOut.nextTaken(to);
		}
	}

	void writeRowTo(CopyIn copy, int row) throws SQLException {
		CopyChunks.write(copy, this.buffer.bytes(), this.starts[row], endOf(row));
	}

	// The text is without the line feed.
	String text(int row) {
		int from = this.starts[row];
		return new String(this.buffer.bytes(), from, endOf(row) - from - 1, StandardCharsets.UTF_8);
	}

	private int endOf(int row) {
		return (row + 1 == this.rows) ? this.end : this.starts[row + 1];
	}

	// The length is in bytes and includes the rows that are left out.
	long length() {
		return this.end;
	}

}
