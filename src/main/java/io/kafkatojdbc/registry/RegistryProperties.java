package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.List;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for the schema registry.
 *
 * @param url the registry's URL; if there are several, the next one is asked when one
 * does not answer
 * @param username user for basic authentication
 * @param password password for basic authentication
 * @param token bearer token
 * @param sslBundle name of the SSL bundle for connections with TLS
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for a whole answer
 */
@Validated
@ConfigurationProperties("ingest.registry")
record RegistryProperties(@DefaultValue List<String> url, @Nullable String username, @Nullable String password,
		@Nullable String token, @Nullable String sslBundle,
		@DurationMin(millis = 1, message = RULE) @DurationMax(seconds = 10,
				message = RULE) @DefaultValue("2s") Duration connectTimeout,
		@DurationMin(millis = 1, message = RULE) @DurationMax(seconds = 10,
				message = RULE) @DefaultValue("5s") Duration readTimeout) {

	// A consumer that waits for longer looks stuck.
	private static final String RULE = "must be from 1ms to 10s, as in 5s";

	@Override
	public String toString() {
		// Without the secrets.
		return "RegistryProperties" + this.url;
	}

}
