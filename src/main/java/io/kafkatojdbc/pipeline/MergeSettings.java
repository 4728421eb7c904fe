package io.kafkatojdbc.pipeline;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How batches are merged, how long that may take, and what becomes of a batch that cannot
 * be merged.
 *
 * @param mode what consumers do while a batch is merged
 * @param parallelism slices of a batch that are merged side by side
 * @param timeout time after which the server ends a call of the procedure
 * @param maxAttempts calls of the procedure that may fail until the batch is left to an
 * operator, or is set aside
 * @param onFailure what becomes of the batch then
 */
public record MergeSettings(@DefaultValue("pause") Mode mode,
		@Min(value = 1, message = PARALLELISM_RULE) @Max(value = 32,
				message = PARALLELISM_RULE) @DefaultValue("1") int parallelism,
		@DurationMin(millis = 1, message = TIMEOUT_RULE) @DurationMax(days = 24,
				message = TIMEOUT_RULE) @DefaultValue("1h") Duration timeout,
		@Min(value = 1, message = "must be 1 or more") @DefaultValue("100") int maxAttempts,
		@DefaultValue("block") OnFailure onFailure) {

	private static final String PARALLELISM_RULE = "must be from 1 to 32";

	// PostgreSQL counts milliseconds in 32 bits
	private static final String TIMEOUT_RULE = "must be from 1ms to 24d, as in 1h";

	/** What consumers do while a batch is merged. */
	public enum Mode {

		/** They wait until it is merged. */
		PAUSE,

		/**
		 * They go on with the next batch, and wait once that is as large as it may get.
		 */
		OVERLAP

	}

	/** What becomes of a batch that cannot be merged. */
	public enum OnFailure {

		/** Later batches wait until an operator has done something about it. */
		BLOCK,

		/** Its rows are kept apart, and later batches go on. */
		SET_ASIDE

	}

}
