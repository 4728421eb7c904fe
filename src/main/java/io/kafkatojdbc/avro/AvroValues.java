package io.kafkatojdbc.avro;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

import io.kafkatojdbc.avro.AvroStructures.Part;
import io.kafkatojdbc.avro.AvroStructures.RecordValue;
import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.SemanticType;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Creates what reads the values of schemas. */
final class AvroValues {

	private static final String CONNECT_NAME = "connect.name";

	/** Records may contain themselves, so each of them is created once. */
	private final IdentityHashMap<Schema, AvroValue> records = new IdentityHashMap<>();

	AvroValue of(Schema schema) {
		SemanticType type = typeOf(schema);
		return switch (schema.getType()) {
			case NULL -> new AvroScalars.NullValue();
			case BOOLEAN -> new AvroScalars.TruthValue();
			case INT -> new AvroScalars.WholeValue(true, type);
			case LONG -> new AvroScalars.WholeValue(false, type);
			case FLOAT -> new AvroScalars.FloatValue();
			case DOUBLE -> new AvroScalars.DoubleValue();
			case STRING -> new AvroScalars.TextValue(type);
			case ENUM -> new AvroScalars.SymbolValue(schema.getEnumSymbols());
			case BYTES -> new AvroBytes.BytesValue(null, type);
			case FIXED -> ofFixed(schema, type);
			case ARRAY -> new AvroStructures.ArrayValue(of(schema.getElementType()));
			case MAP -> new AvroStructures.MapValue(of(schema.getValueType()));
			case UNION -> new AvroStructures.UnionValue(schema.getTypes().stream().map(this::of).toList());
			case RECORD -> ofRecord(schema);
		};
	}

	private static AvroValue ofFixed(Schema schema, @Nullable SemanticType type) {
		return switch (logicalName(schema)) {
			case "uuid" -> new AvroBytes.UuidValue();
			case "duration" -> new AvroBytes.DurationValue();
			default -> new AvroBytes.BytesValue(schema.getFixedSize(), type);
		};
	}

	private AvroValue ofRecord(Schema schema) {
		AvroValue known = this.records.get(schema);
		if (known != null) {
			return known;
		}
		if (isDecimal(schema)) {
			return new AvroBytes.DecimalValue(schema.getFields().get(0).schema().getType() == Schema.Type.INT);
		}
		RecordValue value = new RecordValue();
		this.records.put(schema, value);
		value.setFields(schema.getFields().stream().map((each) -> new Part(each.name(), of(each.schema()))).toList());
		return value;
	}

	/** Returns whether a record is a decimal number of Debezium's. */
	static boolean isDecimal(Schema schema) {
		String name = (schema.getProp(CONNECT_NAME) != null) ? schema.getProp(CONNECT_NAME) : schema.getFullName();
		return schema.getType() == Schema.Type.RECORD && SemanticType.VARIABLE_SCALE_DECIMAL.equals(name)
				&& schema.getFields().size() == 2 && hasType(schema, "scale", Schema.Type.INT)
				&& hasType(schema, "value", Schema.Type.BYTES);
	}

	private static boolean hasType(Schema schema, String field, Schema.Type type) {
		Schema.Field found = schema.getField(field);
		return found != null && found.schema().getType() == type;
	}

	/**
	 * Returns what values of a schema mean, or {@code null} if they mean what they say.
	 */
	private static @Nullable SemanticType typeOf(Schema schema) {
		SemanticType named = SemanticType.of(schema.getProp(CONNECT_NAME), parameters(schema));
		return (named != null) ? named : logicalType(schema);
	}

	private static Map<String, String> parameters(Schema schema) {
		Map<String, String> parameters = new HashMap<>();
		if (schema.getObjectProp("connect.parameters") instanceof Map<?, ?> declared) {
			declared.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
		}
		return parameters;
	}

	private static @Nullable SemanticType logicalType(Schema schema) {
		return switch (logicalName(schema)) {
			case "decimal" -> (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)
					? SemanticType.decimal(decimal.getScale()) : null;
			case "date" -> SemanticType.date();
			case "time-millis" -> SemanticType.timeOfDay(EpochUnit.MS);
			case "time-micros" -> SemanticType.timeOfDay(EpochUnit.US);
			case "timestamp-millis" -> SemanticType.instant(EpochUnit.MS);
			case "timestamp-micros" -> SemanticType.instant(EpochUnit.US);
			case "timestamp-nanos" -> SemanticType.instant(EpochUnit.NS);
			case "local-timestamp-millis" -> SemanticType.local(EpochUnit.MS);
			case "local-timestamp-micros" -> SemanticType.local(EpochUnit.US);
			case "local-timestamp-nanos" -> SemanticType.local(EpochUnit.NS);
			default -> null;
		};
	}

	private static String logicalName(Schema schema) {
		LogicalType type = schema.getLogicalType();
		return (type != null) ? type.getName() : "";
	}

}
