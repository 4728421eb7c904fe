package io.kafkatojdbc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class KafkaToJdbcApplication {

	/**
	 * Runs the service until it is told to stop.
	 * @param args settings, as in {@code --ingest.topic=films}
	 */
	public static void main(String[] args) {
		Termination.isSuccess();
		SpringApplication.run(KafkaToJdbcApplication.class, args);
	}

}
