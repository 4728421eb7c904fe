package io.kafkatojdbc.pipeline;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for records.
 *
 * @param maxRejectedInARow number of records rejected in a row after which the consumers
 * hold until an operator decides; with 0 they never hold
 * @param valueFormat format of the values of records
 * @param keyFormat format of the keys of records
 * @param schema schema of all values in Avro or Protobuf, if their schemas are in no
 * registry: a path, or an address that begins with {@code file:} or, for Avro,
 * {@code classpath:}
 * @param keySchema schema of all keys, likewise
 * @param message name of the message in the schema of values, if that has several
 * @param keyMessage name of the message in the schema of keys, likewise
 */
public record RecordSettings(
		@Min(value = 0, message = "must be 0 or more") @DefaultValue("1000") long maxRejectedInARow,
		@DefaultValue("json") RecordFormat valueFormat, @DefaultValue("json") RecordFormat keyFormat,
		@Nullable String schema, @Nullable String keySchema, @Nullable String message, @Nullable String keyMessage) {
}
