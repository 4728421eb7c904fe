package io.kafkatojdbc.protobuf;

import java.util.List;

import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records whose value is a Protobuf message. */
public final class ProtobufValueReader implements ValueReader {

	private final ProtobufSchemas schemas;

	private final RecordField structure;

	private final boolean needsField;

	private final MessageFields fields = new MessageFields();

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param schemas the schemas of the messages
	 */
	public ProtobufValueReader(RowMapping mapping, ProtobufSchemas schemas) {
		this.schemas = schemas;
		this.structure = mapping.value(List.of());
		this.needsField = mapping.needsField();
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		byte[] value = kafkaRecord.value();
		FoundMessage found = this.schemas.find(kafkaRecord, value);
		ProtobufMessage message = MessageDecoder.decode(found, value);
		start.begin(row);
		this.fields.write(message, value, this.structure, row);
		if (this.needsField && this.fields.known() == 0) {
			throw new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
					"no field of the type %s has a column of the staging table; name with ingest.columns.<column>.from where values stand, if its fields have other names"
						.formatted(found.type().name()));
		}
		row.end();
		return this.fields.ignored();
	}

	@Override
	public void end() {
		// Nothing is held between records.
	}

}
