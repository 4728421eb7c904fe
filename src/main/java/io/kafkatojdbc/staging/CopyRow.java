package io.kafkatojdbc.staging;

import java.util.Objects;

import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Writes the rows of one record after the other in one of COPY's formats. The values are
 * in the order of the columns.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class CopyRow implements RecordRows.Target {

	private static final byte[] NULL = { '\\', 'N' };

	private static final byte[] DEFAULT = { '\\', 'D' };

	private final CopyFormat format;

	private final boolean takesTombstones;

	private final @Nullable BinaryType[] binaryTypes;

	private final RecordRows values;

	private final TextSlice text = new TextSlice();

	private @Nullable CopyRows rows;

	CopyRow(StagingTable table, CopyFormat format) {
		this.format = format;
		this.takesTombstones = table.tombstones();
		this.binaryTypes = table.columns().stream().map(BinaryType::of).toArray(BinaryType[]::new);
		this.values = new RecordRows(table, format.escapes(), this);
	}

	/**
	 * Begins a record.
	 * @param target takes the rows of the record, which is begun there already
	 * @return the writer that takes the values of the rows
	 */
	RowWriter beginRecord(CopyRows target) {
		this.rows = target;
		this.values.beginRecord();
		return this.values;
	}

	/**
	 * Ends the record.
	 * @throws IllegalStateException if the reader has left a row without its end, or has
	 * neither made a row nor skipped the record
	 */
	void endRecord() {
		Assert.state(!this.values.isInRow(), "The reader of a record has not ended a row");
		Assert.state(rows().rowsOfRecord() > 0 || this.values.isSkipped(),
				"The reader has made no row of a record, and has not skipped the record");
	}

	/** Returns an exception with the row in which it was thrown, if there are several. */
	UnreadableRecordException inRow(UnreadableRecordException ex) {
		int row = rows().rowsOfRecord();
		return (this.values.isInRow() && (row > 0 || this.values.isMarked())) ? ex.inRow(row) : ex;
	}

	private CopyRows rows() {
		return Objects.requireNonNull(this.rows);
	}

	@Override
	public void clear() {
		rows().clearRecord();
	}

	/**
	 * Writes a row.
	 * @throws NotPlainException if the row can't be written in binary format
	 */
	@Override
	public void add() throws UnreadableRecordException {
		CopyRows target = rows();
		writeTo(target.begin());
		target.end();
	}

	private void writeTo(CopyBuffer row) throws UnreadableRecordException {
		if (this.format == CopyFormat.BINARY) {
			writeBinary(row);
		}
		else {
			writeText(row);
		}
	}

	private void writeText(CopyBuffer row) throws UnreadableRecordException {
		if (this.takesTombstones) {
			row.add('\t');
			row.add(this.values.isTombstone() ? 't' : 'f');
		}
		for (int position = 0; position < this.binaryTypes.length; position++) {
			row.add('\t');
			if (this.values.isDefault(position)) {
				row.add(DEFAULT);
			}
			else if (this.values.isNull(position)) {
				row.add(NULL);
			}
			else {
				this.values.copyTo(row, position);
			}
		}
	}

	private void writeBinary(CopyBuffer row) throws UnreadableRecordException {
		if (this.takesTombstones) {
			row.addInt(1);
			row.addByte((byte) (this.values.isTombstone() ? 1 : 0));
		}
		for (int position = 0; position < this.binaryTypes.length; position++) {
			if (this.values.isDefault(position)) {
				throw new NotPlainException();
			}
			if (this.values.isNull(position)) {
				row.addInt(-1);
			}
			else {
				writeBinary(position, row);
			}
		}
	}

	private void writeBinary(int position, CopyBuffer row) {
		this.values.moveTo(this.text, position);
		BinaryType type = this.binaryTypes[position];
		if (type == null || !type.write(this.text, row)) {
			throw new NotPlainException();
		}
	}

}
