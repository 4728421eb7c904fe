package io.kafkatojdbc.pipeline;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a batch is complete.
 *
 * @param maxRows rows that complete a batch
 * @param maxRowsBehind rows that complete it while the consumers are behind; no more than
 * {@code maxRows} for batches that do not grow
 * @param maxAge age of the oldest staged row that completes it
 * @param quietPeriod silence that completes it, once nothing is left to read in the topic
 */
public record BatchSettings(@Min(value = 1, message = "must be 1 or more") @DefaultValue("100") long maxRows,
		@Min(value = 1, message = "must be 1 or more") @DefaultValue("1000000") long maxRowsBehind,
		@DurationMin(millis = 1, message = "must be longer than nothing, as in 1m") @DefaultValue("1m") Duration maxAge,
		@DurationMin(millis = 1,
				message = "must be longer than nothing, as in 10s") @DefaultValue("10s") Duration quietPeriod) {
}
