package io.kafkatojdbc.pipeline;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits that complete a batch.
 *
 * @param maxRows number of rows that completes a batch
 * @param maxRowsBehind number of rows that completes a batch while the consumers are
 * behind; with a value up to {@code maxRows}, batches do not grow
 * @param maxAge age of the oldest staged row that completes a batch
 * @param quietPeriod time without a new row that completes a batch, if no record is left
 * to read in the topic
 */
public record BatchSettings(@Min(value = 1, message = "must be 1 or more") @DefaultValue("100") long maxRows,
		@Min(value = 1, message = "must be 1 or more") @DefaultValue("1000000") long maxRowsBehind,
		@DurationMin(millis = 1, message = "must be longer than nothing, as in 1m") @DefaultValue("1m") Duration maxAge,
		@DurationMin(millis = 1,
				message = "must be longer than nothing, as in 10s") @DefaultValue("10s") Duration quietPeriod) {
}
