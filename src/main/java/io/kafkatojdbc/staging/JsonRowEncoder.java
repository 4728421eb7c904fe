package io.kafkatojdbc.staging;

import java.util.List;

import io.kafkatojdbc.ledger.RejectionCode;
import io.kafkatojdbc.staging.StagingTable.Column;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records with a JSON object as their value into rows for COPY, one field a column.
 * <p>
 * To be used by one thread at a time.
 */
final class JsonRowEncoder {

	private static final byte[] NULL = { '\\', 'N' };

	private static final byte[] DEFAULT = { '\\', 'D' };

	private final CopyFormat format;

	private final boolean tombstones;

	private final List<Column> columns;

	private final RecordFields fields;

	private final TextSlice text = new TextSlice();

	JsonRowEncoder(StagingTable table, String keyColumn) {
		this(table, keyColumn, CopyFormat.TEXT);
	}

	JsonRowEncoder(StagingTable table, String keyColumn, CopyFormat format) {
		this.format = format;
		this.tombstones = table.tombstones();
		this.columns = table.columns();
		this.fields = new RecordFields(table, keyColumn, format.escapes());
	}

	/**
	 * Adds a record's row, or leaves the rows as they were.
	 * @param record the record
	 * @param index where the caller finds the record again
	 * @param rows the rows to add to
	 * @throws UnreadableRecordException if no row can be made of the record
	 * @throws NotPlainException if it can't be made in binary format
	 */
	void encode(ConsumerRecord<byte[], byte @Nullable []> record, int index, CopyRows rows)
			throws UnreadableRecordException {
		byte[] value = record.value();
		if (value != null) {
			Utf8.check(value);
			int ignoredFields = this.fields.read(value);
			write(record, index, rows, ignoredFields);
			return;
		}
		try {
			int ignoredFields = this.fields.readKey(record.key());
			write(record, index, rows, ignoredFields);
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
					"the value is null (a tombstone), and " + ex.getReason());
		}
	}

	/** Gives back what is needed only while records come one after the other. */
	void end() {
		this.fields.end();
	}

	private void write(ConsumerRecord<byte[], byte @Nullable []> record, int index, CopyRows rows, int ignoredFields)
			throws UnreadableRecordException {
		CopyBuffer row = rows.begin(index, record.partition(), record.offset(), record.timestamp());
		if (this.tombstones) {
			writeTombstone(record.value() == null, row);
		}
		for (int column = 0; column < this.columns.size(); column++) {
			if (this.format == CopyFormat.BINARY) {
				writeBinary(column, row);
			}
			else {
				row.add('\t');
				writeText(column, row);
			}
		}
		rows.end(ignoredFields);
	}

	private void writeTombstone(boolean tombstone, CopyBuffer row) {
		if (this.format == CopyFormat.BINARY) {
			row.addInt(1);
			row.addByte((byte) (tombstone ? 1 : 0));
		}
		else {
			row.add('\t');
			row.add(tombstone ? 't' : 'f');
		}
	}

	private void writeText(int position, CopyBuffer row) throws UnreadableRecordException {
		if (isDefault(position)) {
			row.add(DEFAULT);
		}
		else if (isNull(position)) {
			row.add(NULL);
		}
		else {
			this.fields.copy(position, row);
		}
	}

	private void writeBinary(int position, CopyBuffer row) throws UnreadableRecordException {
		if (isDefault(position)) {
			throw new NotPlainException();
		}
		if (isNull(position)) {
			row.addInt(-1);
			return;
		}
		this.fields.moveTo(position, this.text);
		BinaryType type = this.columns.get(position).binaryType();
		if (type == null || !type.write(this.text, row)) {
			throw new NotPlainException();
		}
	}

	private boolean isDefault(int position) {
		return this.fields.isMissing(position) && this.columns.get(position).hasDefault();
	}

	private boolean isNull(int position) throws UnreadableRecordException {
		if (!this.fields.isNull(position)) {
			return false;
		}
		Column column = this.columns.get(position);
		if (column.notNull()) {
			throw new UnreadableRecordException(RejectionCode.MISSING_VALUE,
					"column '%s' is NOT NULL, and has no value".formatted(column.name()));
		}
		return true;
	}

}
