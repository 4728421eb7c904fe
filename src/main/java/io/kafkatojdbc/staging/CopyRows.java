package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.copy.CopyIn;

/**
 * The rows of one poll, encoded for COPY before the transaction begins.
 * <p>
 * Each row begins with room for the number of its batch, because the batch is known only
 * inside the transaction. Rows are counted from 0. The lines that PostgreSQL names in its
 * errors are counted from 1, without the rows that were left out. In binary format no row
 * is left out, and no row is tried by itself.
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
		this.ignoredFields = 0;
	}

	// A row counts only after its end. The next row overwrites a row without an end.
	CopyBuffer begin(int record, ConsumerRecord<?, ?> kafkaRecord, long order) {
		if (this.rows == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, 2 * this.rows);
			this.records = Arrays.copyOf(this.records, 2 * this.rows);
		}
		this.records[this.rows] = record;
		this.starts[this.rows] = this.end;
		this.buffer.truncate(this.end);
		this.serviceColumns.addTo(this.buffer, kafkaRecord, order);
		return this.buffer;
	}

	void end(int ignoredFields) {
		if (this.format == CopyFormat.TEXT) {
			this.buffer.add('\n');
		}
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
			this.serviceColumns.setBatch(this.buffer, this.starts[row], batch);
		}
	}

	void leaveOut(int row) {
		Objects.checkIndex(row, this.rows);
		this.leftOut.add(row);
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
