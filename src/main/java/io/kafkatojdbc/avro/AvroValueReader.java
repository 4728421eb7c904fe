package io.kafkatojdbc.avro;

import java.util.List;

import io.kafkatojdbc.record.Guess;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records whose value is a record of Avro. */
public final class AvroValueReader implements ValueReader {

	private final AvroRun run = new AvroRun();

	private final AvroSchemas schemas;

	private final AvroPlans plans;

	private final boolean needsField;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param schemas the schemas that have written the values
	 */
	public AvroValueReader(RowMapping mapping, AvroSchemas schemas) {
		this.schemas = schemas;
		this.needsField = mapping.needsField();
		RecordField value = mapping.value(List.of());
		this.plans = new AvroPlans(schemas, (schema) -> AvroPlan.of(schema, value, value.columns()));
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		byte[] value = kafkaRecord.value();
		AvroSchemas.Place place = this.schemas.find(kafkaRecord, value);
		AvroPlan plan = this.plans.plan(place);
		start.begin(row);
		this.run.begin(value, place.offset(), row);
		read(plan, value, place.offset());
		if (this.needsField && this.run.knownFields() == 0) {
			throw withoutFields(plan);
		}
		row.end();
		return this.run.ignoredFields();
	}

	private void read(AvroPlan plan, byte[] value, int offset) throws UnreadableRecordException {
		try {
			plan.read(this.run);
		}
		catch (UnreadableRecordException ex) {
			throw (ex.code() == RejectionCode.NOT_AVRO && offset == 0) ? ex.with(Guess.ofBytes(value)) : ex;
		}
	}

	private UnreadableRecordException withoutFields(AvroPlan plan) {
		String type = this.run.typeWithoutFields();
		return (type != null)
				? new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT,
						"the value is no record of Avro but of the type %s; ingest.columns.<column>.from=value takes it"
							.formatted(type))
				: new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
						"no field of the record has a column of the staging table" + Guess.ofFields(plan.fields()));
	}

	@Override
	public void end() {
		// Nothing is held but what is kept for ever.
	}

}
