package io.kafkatojdbc.protobuf;

/** What a message of a type that everybody knows stands for. */
enum WellKnownType {

	/** A message that stands for itself. */
	NONE,

	/** A point in time. */
	TIMESTAMP,

	/** A length of time. */
	DURATION,

	/** A scalar that can be absent. */
	WRAPPER,

	/** A JSON object. */
	STRUCT,

	/** A JSON value. */
	VALUE,

	/** A JSON array. */
	LIST_VALUE,

	/** A list of paths. */
	FIELD_MASK,

	/** A message of a type that it names. */
	ANY,

	/** A date. */
	DATE,

	/** A time of day. */
	TIME_OF_DAY,

	/** A decimal number as text. */
	DECIMAL,

	/** A decimal number as bytes and a scale. */
	SCALED_DECIMAL;

	static WellKnownType of(String name) {
		return switch (name) {
			case "google.protobuf.Timestamp" -> TIMESTAMP;
			case "google.protobuf.Duration" -> DURATION;
			case "google.protobuf.DoubleValue", "google.protobuf.FloatValue", "google.protobuf.Int64Value",
					"google.protobuf.UInt64Value", "google.protobuf.Int32Value", "google.protobuf.UInt32Value",
					"google.protobuf.BoolValue", "google.protobuf.StringValue", "google.protobuf.BytesValue" ->
				WRAPPER;
			case "google.protobuf.Struct" -> STRUCT;
			case "google.protobuf.Value" -> VALUE;
			case "google.protobuf.ListValue" -> LIST_VALUE;
			case "google.protobuf.FieldMask" -> FIELD_MASK;
			case "google.protobuf.Any" -> ANY;
			case "google.type.Date" -> DATE;
			case "google.type.TimeOfDay" -> TIME_OF_DAY;
			case "google.type.Decimal" -> DECIMAL;
			case "confluent.type.Decimal" -> SCALED_DECIMAL;
			default -> NONE;
		};
	}

}
