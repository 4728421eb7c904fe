package io.kafkatojdbc.pipeline;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for staging.
 *
 * @param idleTimeout time after which the database session of an instance that stands
 * still in the middle of staging or sealing is ended
 */
public record StagingSettings(@DurationMin(seconds = 1, message = RULE) @DurationMax(hours = 1,
		message = RULE) @DefaultValue("10s") Duration idleTimeout) {

	private static final String RULE = "must be from 1s to 1h, as in 10s";

}
