package io.kafkatojdbc.avro;

import java.util.List;

import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads keys that are values of Avro. */
public final class AvroKeyReader implements KeyReader {

	private final AvroRun run = new AvroRun();

	private final AvroSchemas schemas;

	private final AvroPlans parts;

	private final AvroPlans tombstones;

	private final boolean keyDeclared;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param schemas the schemas that have written the keys
	 */
	public AvroKeyReader(RowMapping mapping, AvroSchemas schemas) {
		this.schemas = schemas;
		this.keyDeclared = mapping.isKeyDeclared();
		RecordField row = mapping.row();
		this.parts = new AvroPlans(schemas, (schema) -> AvroPlan.of(schema, mapping.key(), mapping.wholeKey()));
		this.tombstones = new AvroPlans(schemas, (schema) -> hasFields(schema) ? AvroPlan.of(schema, row, List.of())
				: AvroPlan.of(schema, mapping.keyColumn()));
	}

	private static boolean hasFields(Schema schema) {
		return switch (schema.getType()) {
			case RECORD, MAP -> true;
			case UNION -> schema.getTypes().stream().anyMatch(AvroKeyReader::hasFields);
			default -> false;
		};
	}

	@Override
	public void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		read(this.parts, this.schemas.find(kafkaRecord, key), key, row);
	}

	@Override
	public int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		read(this.tombstones, this.schemas.find(kafkaRecord, key), key, row);
		if (this.run.knownFields() == 0 && !this.keyDeclared) {
			throw new UnreadableRecordException(RejectionCode.TOMBSTONE, "no field of its key has a column");
		}
		return this.run.ignoredFields();
	}

	private void read(AvroPlans plans, AvroSchemas.Place place, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		AvroPlan plan = plans.plan(place);
		this.run.begin(key, place.offset(), row);
		plan.read(this.run);
	}

	@Override
	public void end() {
		// Nothing is held but what is kept for ever.
	}

}
