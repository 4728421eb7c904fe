package io.kafkatojdbc.pipeline;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for merges: how batches are merged, how long a merge may take, and what
 * happens to a batch that cannot be merged.
 *
 * @param mode what consumers do while a batch is merged
 * @param parallelism number of slices of a batch that are merged in parallel
 * @param timeout time after which the server ends a call of the procedure
 * @param maxAttempts number of failed calls of the procedure after which the batch is
 * left to an operator or is set aside
 * @param onFailure what happens to the batch after that number of failed calls
 */
public record MergeSettings(@DefaultValue("pause") Mode mode,
		@Min(value = 1, message = PARALLELISM_RULE) @Max(value = 32,
				message = PARALLELISM_RULE) @DefaultValue("1") int parallelism,
		@DurationMin(millis = 1, message = TIMEOUT_RULE) @DurationMax(days = 24,
				message = TIMEOUT_RULE) @DefaultValue("1h") Duration timeout,
		@Min(value = 1, message = "must be 1 or more") @DefaultValue("100") int maxAttempts,
		@DefaultValue("block") OnFailure onFailure) {

	private static final String PARALLELISM_RULE = "must be from 1 to 32";

	// PostgreSQL counts milliseconds in 32 bits.
	private static final String TIMEOUT_RULE = "must be from 1ms to 24d, as in 1h";

	/** What consumers do while a batch is merged. */
	public enum Mode {

		/** Consumers wait until the batch is merged. */
		PAUSE,

		/**
		 * Consumers go on with the next batch. When the next batch has its largest size,
		 * consumers wait.
		 */
		OVERLAP

	}

	/** What happens to a batch that cannot be merged. */
	public enum OnFailure {

		/** Later batches wait until an operator has dealt with the batch. */
		BLOCK,

		/** The rows of the batch are kept apart, and later batches are merged. */
		SET_ASIDE

	}

}
