package io.kafkatojdbc.demo;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.Ports;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What can be changed about the demo, as an argument or an environment variable.
 *
 * @param postgresPort where PostgreSQL listens
 * @param kafkaPort where Kafka listens
 * @param serverPort where the service listens
 * @param interval the time between two films
 * @param mergeDelay how long each call of the procedure takes longer than it need
 */
record DemoSettings(int postgresPort, int kafkaPort, int serverPort, Duration interval, Duration mergeDelay) {

	static DemoSettings of(String... args) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		Binder binder = Binder.get(environment);
		DemoSettings settings = new DemoSettings(read(binder, "demo.postgres.port", 5432),
				read(binder, "demo.kafka.port", 9092), read(binder, "server.port", 8080),
				read(binder, "demo.interval", Duration.ofMillis(50)), read(binder, "demo.merge-delay", Duration.ZERO));
		if (settings.interval.toNanos() < 1) {
			throw new DemoException("demo.interval has to be more than 0");
		}
		return settings;
	}

	@SuppressWarnings("unchecked")
	private static <T> T read(Binder binder, String name, T otherwise) {
		Class<T> type = (Class<T>) otherwise.getClass();
		try {
			return binder.bind(name, type).orElse(otherwise);
		}
		catch (BindException ex) {
			Object value = (ex.getProperty() != null) ? ex.getProperty().getValue() : "?";
			throw new DemoException("%s cannot be '%s'; without it, it is %s".formatted(name, value, show(otherwise)));
		}
	}

	private static String show(Object value) {
		return (value instanceof Duration duration) ? duration.toMillis() + "ms" : String.valueOf(value);
	}

	void requireFreePorts() {
		String taken = Stream
			.of(new Port(this.postgresPort, "PostgreSQL", "demo.postgres.port"),
					new Port(this.kafkaPort, "Kafka", "demo.kafka.port"),
					new Port(this.serverPort, "the service", "server.port"))
			.filter((port) -> Ports.taken(port.number()))
			.map(Port::taken)
			.collect(Collectors.joining(System.lineSeparator()));
		if (!taken.isEmpty()) {
			throw new DemoException(taken);
		}
	}

	/** A port that something of the demo needs. */
	private record Port(int number, String user, String setting) {

		String taken() {
			return "Port %d is taken, but %s needs it; to use another: ".formatted(this.number, this.user)
					+ "./mvnw spring-boot:test-run -Dspring-boot.run.arguments=--%s=%d".formatted(this.setting,
							this.number + 1);
		}

	}

}
