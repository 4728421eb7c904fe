package io.kafkatojdbc.testing;

import java.util.List;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Connects an application context to the servers of the tests, with a database and a
 * topic of its own.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestServersConfiguration {

	@Bean
	TestDatabase testDatabase() {
		AtExit.afterContexts();
		return TestServers.database();
	}

	@Bean
	JdbcConnectionDetails jdbcConnectionDetails(TestDatabase database) {
		return new JdbcConnectionDetails() {

			@Override
			public String getJdbcUrl() {
				return database.jdbcUrl();
			}

			@Override
			public String getUsername() {
				return TestDatabase.USER;
			}

			@Override
			public String getPassword() {
				return TestDatabase.USER;
			}

		};
	}

	@Bean
	KafkaConnectionDetails kafkaConnectionDetails() {
		return () -> List.of(TestServers.bootstrapServers());
	}

	@Bean
	DynamicPropertyRegistrar testTopic() {
		String topic = TestServers.topic(2);
		return (registry) -> {
			registry.add("ingest.topic", () -> topic);
			registry.add("ingest.staging-table", () -> "films_staging");
			registry.add("ingest.merge-procedure", () -> "merge_films");
		};
	}

}
