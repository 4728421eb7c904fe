package io.kafkatojdbc.pipeline;

import java.util.List;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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
 * @param envelope what is around the row in the value of a record
 * @param rowsFrom path from the row to an array, each element of which becomes a row;
 * {@code $} if the row itself is the array. By default a record becomes one row
 * @param skipOps operations of Debezium whose events become no rows, by their letters
 */
public record RecordSettings(
		@Min(value = 0, message = "must be 0 or more") @DefaultValue("1000") long maxRejectedInARow,
		@DefaultValue("json") RecordFormat valueFormat, @DefaultValue("json") RecordFormat keyFormat,
		@Nullable String schema, @Nullable String keySchema, @Nullable String message, @Nullable String keyMessage,
		@DefaultValue("none") Envelope envelope, @Nullable String rowsFrom,
		@DefaultValue("m") List<@Pattern(regexp = "[crudtm]",
				message = "must be letters of c, r, u, d, t and m, as in m,t") String> skipOps) {
}
