package io.kafkatojdbc;

import java.util.List;

import io.kafkatojdbc.access.PasswordHash;
import io.kafkatojdbc.start.Termination;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class KafkaToJdbcApplication {

	/**
	 * Runs the service until it is stopped, or encodes a password.
	 * @param args settings, as in {@code --ingest.topic=films}, or {@code hash-password}
	 */
	public static void main(String[] args) {
		if (List.of(args).equals(List.of("hash-password"))) {
			PasswordHash.ask();
			return;
		}
		Termination.isSuccess();
		SpringApplication.run(KafkaToJdbcApplication.class, args);
	}

}
