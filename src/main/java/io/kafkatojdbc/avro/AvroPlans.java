package io.kafkatojdbc.avro;

import java.util.HashMap;
import java.util.Map;

import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.avro.Schema;

/** The plans for values of all schemas, which are kept. */
final class AvroPlans {

	private final AvroSchemas schemas;

	private final Compiler compiler;

	private final Map<Object, AvroPlan> plans = new HashMap<>();

	AvroPlans(AvroSchemas schemas, Compiler compiler) {
		this.schemas = schemas;
		this.compiler = compiler;
	}

	AvroPlan plan(AvroSchemas.Place place) throws UnreadableRecordException {
		AvroPlan plan = this.plans.get(place.id());
		if (plan == null) {
			plan = this.compiler.plan(this.schemas.schema(place.id()));
			this.plans.put(place.id(), plan);
		}
		return plan;
	}

	/** Works out what to do with the values of a schema. */
	@FunctionalInterface
	interface Compiler {

		AvroPlan plan(Schema schema) throws UnreadableRecordException;

	}

}
