package io.kafkatojdbc.protobuf;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a message of a type that everybody knows stands for. */
enum WellKnownType {

	/** A message that stands for itself. */
	NONE,

	/** A point in time. */
	TIMESTAMP("google.protobuf.Timestamp"),

	/** A length of time. */
	DURATION("google.protobuf.Duration"),

	/** A scalar that can be absent. */
	WRAPPER("google.protobuf.DoubleValue", "google.protobuf.FloatValue", "google.protobuf.Int64Value",
			"google.protobuf.UInt64Value", "google.protobuf.Int32Value", "google.protobuf.UInt32Value",
			"google.protobuf.BoolValue", "google.protobuf.StringValue", "google.protobuf.BytesValue"),

	/** A JSON object. */
	STRUCT("google.protobuf.Struct"),

	/** A JSON value. */
	VALUE("google.protobuf.Value"),

	/** A JSON array. */
	LIST_VALUE("google.protobuf.ListValue"),

	/** A list of paths. */
	FIELD_MASK("google.protobuf.FieldMask"),

	/** A message of a type that it names. */
	ANY("google.protobuf.Any"),

	/** A date. */
	DATE("google.type.Date"),

	/** A time of day. */
	TIME_OF_DAY("google.type.TimeOfDay"),

	/** A decimal number as text. */
	DECIMAL("google.type.Decimal"),

	/** A decimal number as bytes and a scale. */
	SCALED_DECIMAL("confluent.type.Decimal");

	private static final Map<String, WellKnownType> BY_NAME = Arrays.stream(values())
		.flatMap((each) -> Arrays.stream(each.names).map((name) -> Map.entry(name, each)))
		.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

	private final String[] names;

	WellKnownType(String... names) {
		this.names = names;
	}

	static WellKnownType of(String name) {
		return BY_NAME.getOrDefault(name, NONE);
	}

}
