package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

import io.kafkatojdbc.database.KafkaTimestamp;
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

	private static final int SERVICE_COLUMNS = 4;

	private static final int BATCH_WIDTH = 19;

	private static final int BINARY_BATCH_OFFSET = Short.BYTES + Integer.BYTES;

	/** The signature, no flags, and no header extension. */
	private static final byte[] BINARY_HEADER = { 'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0,
			0, 0, 0, 0, 0, 0 };

	private static final byte[] BINARY_TRAILER = { -1, -1 };

	/**
	 * The size of a chunk in bytes. Larger chunks are cheaper to send, but the server can
	 * parse a small chunk while the next one is sent.
	 */
	private static final int CHUNK = 1 << 16;

	private final CopyFormat format;

	private final int otherColumns;

	private final CopyBuffer buffer = new CopyBuffer();

	private final TimestampText timestamps = new TimestampText();

	private final BitSet leftOut = new BitSet();

	private int[] starts = new int[512];

	private int[] records = new int[512];

	private int rows;

	private int end;

	private long ignoredFields;

	CopyRows() {
		this(CopyFormat.TEXT, 0);
	}

	/**
	 * Creates empty rows. A binary row states how many columns it has, so the number of
	 * columns after the service's own is needed.
	 */
	CopyRows(CopyFormat format, int otherColumns) {
		this.format = format;
		this.otherColumns = otherColumns;
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
	CopyBuffer begin(int record, int partition, long offset, long timestamp) {
		if (this.rows == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, 2 * this.rows);
			this.records = Arrays.copyOf(this.records, 2 * this.rows);
		}
		this.records[this.rows] = record;
		this.starts[this.rows] = this.end;
		this.buffer.truncate(this.end);
		if (this.format == CopyFormat.BINARY) {
			beginBinary(partition, offset, timestamp);
		}
		else {
			beginText(partition, offset, timestamp);
		}
		return this.buffer;
	}

	private void beginText(int partition, long offset, long timestamp) {
		this.buffer.addNumber(0, BATCH_WIDTH);
		this.buffer.add('\t');
		this.buffer.addNumber(partition);
		this.buffer.add('\t');
		this.buffer.addNumber(offset);
		this.buffer.add('\t');
		this.timestamps.addTo(this.buffer, timestamp);
	}

	private void beginBinary(int partition, long offset, long timestamp) {
		this.buffer.addShort((short) (SERVICE_COLUMNS + this.otherColumns));
		this.buffer.addInt(Long.BYTES);
		this.buffer.addLong(0);
		this.buffer.addInt(Integer.BYTES);
		this.buffer.addInt(partition);
		this.buffer.addInt(Long.BYTES);
		this.buffer.addLong(offset);
		if (KafkaTimestamp.isKept(timestamp)) {
			this.buffer.addInt(Long.BYTES);
			this.buffer.addLong(BinaryTimes.microsOf(timestamp));
		}
		else {
			this.buffer.addInt(-1);
		}
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
			if (this.format == CopyFormat.BINARY) {
				this.buffer.setLong(this.starts[row] + BINARY_BATCH_OFFSET, batch);
			}
			else {
				this.buffer.setNumber(this.starts[row], batch, BATCH_WIDTH);
			}
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
		if (this.format == CopyFormat.BINARY) {
			copy.writeToCopy(BINARY_HEADER, 0, BINARY_HEADER.length);
			write(copy, 0, this.end);
			copy.writeToCopy(BINARY_TRAILER, 0, BINARY_TRAILER.length);
			return;
		}
		int from = this.leftOut.nextClearBit(0);
		while (from < this.rows) {
			int next = this.leftOut.nextSetBit(from);
			int to = (next < 0) ? this.rows : next;
			write(copy, this.starts[from], (to == this.rows) ? this.end : this.starts[to]);
			from = this.leftOut.nextClearBit(to);
		}
	}

	// Returns this row or the next one that is not left out, or the number of rows.
	int nextRow(int row) {
		return Math.min(this.leftOut.nextClearBit(row), this.rows);
	}

	void writeRowTo(CopyIn copy, int row) throws SQLException {
		write(copy, this.starts[row], endOf(row));
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

	private void write(CopyIn copy, int from, int to) throws SQLException {
		for (int at = from; at < to; at += CHUNK) {
			copy.writeToCopy(this.buffer.bytes(), at, Math.min(CHUNK, to - at));
		}
	}

}
