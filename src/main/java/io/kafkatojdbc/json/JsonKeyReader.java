package io.kafkatojdbc.json;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads keys that are JSON or plain text. */
public final class JsonKeyReader implements KeyReader {

	/** The row has begun already. */
	private static final RowStart BEGUN = (row) -> {
	};

	private final RowMapping mapping;

	private final boolean takesParts;

	private final JsonReader parts;

	private final JsonReader fields;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 */
	public JsonKeyReader(RowMapping mapping) {
		this.mapping = mapping;
		this.takesParts = mapping.key().hasFields() || mapping.key().hasElements();
		this.parts = new JsonReader(mapping.key());
		this.fields = new JsonReader(mapping.row());
	}

	@Override
	public void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		for (ColumnWriter each : this.mapping.wholeKey()) {
			row.column(each.position());
			try {
				write(key, each, row);
			}
			catch (UnreadableRecordException ex) {
				throw ex.in(each.column());
			}
		}
		if (this.takesParts) {
			this.parts.readByItself(key, row, BEGUN);
		}
	}

	private static void write(byte[] key, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (column.column().kind() == Kind.BYTES) {
			column.bytes(key, row);
			return;
		}
		Utf8.check(key);
		if (column.column().kind() == Kind.JSON && RecordKey.isJson(key)) {
			column.json(key, 0, key.length, row);
		}
		else {
			column.text(RecordKey.text(key), row);
		}
	}

	@Override
	public int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		RecordKey.requireText(key);
		if (RecordKey.isObject(key)) {
			int ignoredFields = this.fields.readByItself(key, row, BEGUN);
			if (this.fields.knownFields() == 0) {
				throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "no field of its key has a column");
			}
			return ignoredFields;
		}
		ColumnWriter column = this.mapping.keyColumn();
		row.column(column.position());
		try {
			column.text(RecordKey.text(key), row);
		}
		catch (UnreadableRecordException ex) {
			throw ex.in(column.column());
		}
		return 0;
	}

	@Override
	public void end() {
		this.fields.end();
	}

}
