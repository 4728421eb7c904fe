package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;

/**
 * The rows for COPY that records have become, and the records that could not become rows.
 * All rows of a record are staged, or none.
 */
final class EncodedRecords {

	private final StagingTable table;

	private final CopyRows rows;

	private final OrderedRecords records;

	private final List<RejectedRecord> rejected = new ArrayList<>();

	/**
	 * Encodes records.
	 * @param table the staging table of the rows
	 * @param encoder the encoder for that table
	 * @param rows empty rows of the encoder's format
	 * @param records the records
	 * @throws NotPlainException if a record cannot be encoded in binary format
	 */
	EncodedRecords(StagingTable table, RowEncoder encoder, CopyRows rows, OrderedRecords records) {
		this.table = table;
		this.rows = rows;
		this.records = records;
		for (int i = 0; i < records.records().size(); i++) {
			encode(encoder, i);
		}
	}

	private void encode(RowEncoder encoder, int index) {
		try {
			encoder.encode(this.records.records().get(index), this.records.order(index), index, this.rows);
		}
		catch (UnreadableRecordException ex) {
			reject(index, ex.code(), ex.reason());
		}
	}

	/**
	 * Leaves out all rows of the record that has a bad row, and adds the record to the
	 * rejected records. The first bad row of a record is its reason.
	 */
	void reject(BadRow bad) {
		int row = bad.row();
		if (this.rows.isLeftOut(row)) {
			return;
		}
		this.rows.leaveOut(row);
		Refusal refusal = bad.refusal();
		reject(this.rows.record(row), refusal.code(),
				this.rows.hasOthers(row)
						? UnreadableRecordException.reasonInRow(row - this.rows.firstOfRecord(row), refusal.reason())
						: refusal.reason());
	}

	private void reject(int index, RejectionCode code, String reason) {
		this.rejected
			.add(new RejectedRecord(this.records.records().get(index), this.records.order(index), code, reason));
	}

	/**
	 * Returns what becomes of the records if the rows that are not left out are staged.
	 */
	Staged staged() {
		return new Staged(this.rows.countByRecord(this.records.records().size()), List.copyOf(this.rejected),
				this.rows.ignoredFields());
	}

	StagingTable table() {
		return this.table;
	}

	CopyRows rows() {
		return this.rows;
	}

	List<RejectedRecord> rejected() {
		return this.rejected;
	}

}
