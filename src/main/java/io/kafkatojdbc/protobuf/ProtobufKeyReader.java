package io.kafkatojdbc.protobuf;

import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads keys that are Protobuf messages. */
public final class ProtobufKeyReader implements KeyReader {

	private final ProtobufSchemas schemas;

	private final RowMapping mapping;

	private final RecordField row;

	private final boolean takesParts;

	private final MessageFields fields = new MessageFields();

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param schemas the schemas of the messages
	 */
	public ProtobufKeyReader(RowMapping mapping, ProtobufSchemas schemas) {
		this.schemas = schemas;
		this.mapping = mapping;
		this.row = mapping.row();
		this.takesParts = mapping.key().hasFields() || mapping.key().hasElements();
	}

	@Override
	public void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		ProtobufMessage message = message(kafkaRecord, key);
		if (this.takesParts) {
			this.fields.write(message, key, this.mapping.key(), row);
		}
		this.fields.writeWhole(message, key, this.mapping.wholeKey(), row);
	}

	@Override
	public int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		this.fields.write(message(kafkaRecord, key), key, this.row, row);
		if (this.fields.known() == 0 && !this.mapping.isKeyDeclared()) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "no field of its key has a column");
		}
		return this.fields.ignored();
	}

	private ProtobufMessage message(ConsumerRecord<?, ?> kafkaRecord, byte[] key) throws UnreadableRecordException {
		return MessageDecoder.decode(this.schemas.find(kafkaRecord, key), key);
	}

	@Override
	public void end() {
		// Nothing is held between records.
	}

}
