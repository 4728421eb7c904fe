package io.kafkatojdbc.json;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads keys that are JSON or plain text. */
public final class JsonKeyReader implements KeyReader {

	/** The row has begun already. */
	private static final JsonReader.Begin BEGUN = (row) -> {
	};

	private final RowMapping mapping;

	private final boolean takesParts;

	private final JsonReader parts;

	private final JsonReader fields;

	/** Whether keys may be in Kafka Connect's envelope. */
	private final boolean envelopes;

	private final JsonReader partsInEnvelope;

	private final JsonReader fieldsInEnvelope;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 */
	public JsonKeyReader(RowMapping mapping) {
		this.mapping = mapping;
		this.takesParts = mapping.key().hasFields() || mapping.key().hasElements();
		this.parts = reader(mapping.key());
		this.fields = reader(mapping.row());
		this.envelopes = switch (mapping.shape().envelope()) {
			case CONNECT, DEBEZIUM -> true;
			case NONE, CLOUDEVENTS -> false;
		};
		this.partsInEnvelope = readerOfPayload(mapping.key());
		this.fieldsInEnvelope = readerOfPayload(mapping.row());
	}

	private static JsonReader reader(RecordField structure) {
		return new JsonReader(new JsonRow(structure), RecordShape.ROW);
	}

	private static JsonReader readerOfPayload(RecordField structure) {
		return new JsonReader(new JsonEnvelope(structure, new JsonConnectRow()), RecordShape.ROW);
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
			JsonReader reader = isInEnvelope(key) ? this.partsInEnvelope : this.parts;
			reader.readByItself(key, row, BEGUN);
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
		boolean inEnvelope = isInEnvelope(key);
		byte[] payload = inEnvelope ? RecordKey.payload(key) : key;
		if (RecordKey.isObject(payload)) {
			return readFields(key, inEnvelope ? this.fieldsInEnvelope : this.fields, row);
		}
		for (ColumnWriter column : this.mapping.keyColumn()) {
			row.column(column.position());
			try {
				column.text(RecordKey.text(payload), row);
			}
			catch (UnreadableRecordException ex) {
				throw ex.in(column.column());
			}
		}
		return 0;
	}

	private boolean isInEnvelope(byte[] key) {
		return this.envelopes && RecordKey.isInEnvelope(key);
	}

	private int readFields(byte[] key, JsonReader reader, RowWriter row) throws UnreadableRecordException {
		int ignoredFields = reader.readByItself(key, row, BEGUN);
		if (reader.knownFields() == 0 && !this.mapping.isKeyDeclared()) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "no field of its key has a column");
		}
		return ignoredFields;
	}

	@Override
	public void end() {
		this.fields.end();
	}

}
