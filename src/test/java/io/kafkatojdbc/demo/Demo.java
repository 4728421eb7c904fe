package io.kafkatojdbc.demo;

import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.KafkaToJdbcApplication;
import io.kafkatojdbc.testing.AtExit;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.ServerDirectory;
import io.kafkatojdbc.testing.TestDatabase;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.SpringBootApplication;

import static org.awaitility.Awaitility.await;

/**
 * Starts PostgreSQL, Kafka, the service and a stream of films: what
 * {@code ./mvnw spring-boot:test-run} runs, which knows this class by its annotation. It
 * is abstract so that no component scan takes it for a configuration.
 */
@SpringBootApplication
public abstract class Demo {

	private static final Logger log = LoggerFactory.getLogger(Demo.class);

	private static final String TOPIC = "films";

	private static final int PARTITIONS = 2;

	/**
	 * Runs the demo until it is told to stop.
	 * @param args settings of the demo and of the service, as in
	 * {@code --demo.kafka.port=9093}
	 */
	public static void main(String[] args) {
		try {
			run(args);
		}
		catch (DemoException ex) {
			System.err.println(ex.getMessage());
			System.exit(1);
		}
		catch (RuntimeException ex) {
			if (!AtExit.isEnding()) {
				log.error("The demo cannot run", ex);
			}
			// What has been started already would keep the JVM alive
			System.exit(1);
		}
	}

	private static void run(String... args) {
		DemoSettings settings = DemoSettings.of(args);
		ServerDirectory directory = ServerDirectory.create("demo");
		AtExit.run(directory::close);
		settings.requireFreePorts();
		endWithParent();
		TestDatabase database = startPostgres(settings, directory);
		LocalBroker broker = LocalBroker.open(settings.kafkaPort(), directory.path().resolve("kafka"));
		broker.createTopic(TOPIC, PARTITIONS);
		startService(database, broker, args);
		Films films = new Films(broker.bootstrapServers(), TOPIC);
		AtExit.run(films::close);
		AtExit.run(films.sendEvery(settings.interval())::close);
		if (filmsArrive(database, settings)) {
			System.out.println(DemoBanner.of(settings));
		}
		else {
			log.warn("No film has reached the table films yet; what the service has logged may tell why");
		}
	}

	/** A build that is killed cannot end what it has started. */
	private static void endWithParent() {
		Optional<ProcessHandle> parent = ProcessHandle.current().parent();
		if (parent.isPresent()) {
			var unused = parent.get().onExit().thenRun(() -> System.exit(1));
		}
	}

	private static TestDatabase startPostgres(DemoSettings settings, ServerDirectory directory) {
		LocalPostgres postgres = LocalPostgres.open(settings.postgresPort(), directory.path().resolve("postgres"),
				Map.of());
		TestDatabase database = postgres.database("test").withSample();
		database.execute("ALTER DATABASE test SET films.merge_delay = '%d milliseconds'"
			.formatted(settings.mergeDelay().toMillis()));
		return database;
	}

	private static void startService(TestDatabase database, LocalBroker broker, String... args) {
		System.setProperty("spring.datasource.url", database.jdbcUrl());
		System.setProperty("spring.datasource.username", TestDatabase.USER);
		System.setProperty("spring.datasource.password", TestDatabase.USER);
		System.setProperty("spring.kafka.bootstrap-servers", broker.bootstrapServers());
		// Nobody has to log in, so nobody else may get here.
		System.setProperty("server.address", "127.0.0.1");
		System.setProperty("ingest.security.mode", "none");
		System.setProperty("ingest.topic", TOPIC);
		System.setProperty("ingest.consumers", "lucas");
		try {
			KafkaToJdbcApplication.main(args);
		}
		catch (RuntimeException ex) {
			throw new DemoException("The service did not start; what it said is above");
		}
		AtExit.afterContexts();
	}

	private static boolean filmsArrive(TestDatabase database, DemoSettings settings) {
		try {
			await("films in the target").atMost(settings.mergeDelay().plusMinutes(1))
				.ignoreExceptions()
				.until(() -> database.jdbc().sql("SELECT count(*) FROM films").query(Long.class).single() > 1);
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

}
