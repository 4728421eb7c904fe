package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row after the other in one of COPY's formats. The values are in the order of
 * the columns.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class CopyRow {

	private static final byte[] NULL = { '\\', 'N' };

	private static final byte[] DEFAULT = { '\\', 'D' };

	private final CopyFormat format;

	private final boolean takesTombstones;

	private final @Nullable BinaryType[] binaryTypes;

	private final RowValues values;

	private final TextSlice text = new TextSlice();

	CopyRow(StagingTable table, CopyFormat format) {
		this.format = format;
		this.takesTombstones = table.tombstones();
		this.binaryTypes = table.columns().stream().map(BinaryType::of).toArray(BinaryType[]::new);
		this.values = new RowValues(table, format.escapes());
	}

	/** Returns the writer that takes the values of the next row. */
	RowWriter values() {
		return this.values;
	}

	/**
	 * Writes the row.
	 * @param row the buffer, which has the values of the service's own columns already
	 * @throws UnreadableRecordException if a column that needs a value has none
	 * @throws NotPlainException if the row can't be written in binary format
	 */
	void writeTo(CopyBuffer row) throws UnreadableRecordException {
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
