package io.kafkatojdbc.pipeline;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for records.
 *
 * @param maxRejectedInARow number of records rejected in a row after which the consumers
 * hold until an operator decides; with 0 they never hold
 */
public record RecordSettings(
		@Min(value = 0, message = "must be 0 or more") @DefaultValue("1000") long maxRejectedInARow) {
}
