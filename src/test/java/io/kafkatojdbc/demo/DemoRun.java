package io.kafkatojdbc.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;

/** The demo in a JVM of its own, on free ports. */
public final class DemoRun {

	private final int postgresPort = Ports.free();

	private final int kafkaPort = Ports.free();

	private final int serverPort = Ports.free();

	/**
	 * Starts the demo, and returns at once.
	 * @param arguments what is said about it on the command line
	 * @return the demo
	 */
	public Service start(String... arguments) {
		try {
			Path output = Files.createTempFile(Path.of("target"), "demo-", ".log");
			ProcessBuilder builder = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "java").toString());
			builder.command().addAll(ServiceLauncher.jvm());
			builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
			builder.command().addAll(List.of(arguments));
			builder.environment().put("DEMO_POSTGRES_PORT", String.valueOf(this.postgresPort));
			builder.environment().put("DEMO_KAFKA_PORT", String.valueOf(this.kafkaPort));
			builder.environment().put("SERVER_PORT", String.valueOf(this.serverPort));
			return new Service(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output,
					this.serverPort);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** PostgreSQL's, Kafka's and the service's. */
	List<Integer> ports() {
		return List.of(this.postgresPort, this.kafkaPort, this.serverPort);
	}

	/**
	 * Returns where Kafka is.
	 * @return its bootstrap server
	 */
	public String bootstrapServers() {
		return "localhost:" + this.kafkaPort;
	}

	/**
	 * Returns where the service is.
	 * @return its host and port
	 */
	public String service() {
		return "localhost:" + this.serverPort;
	}

}
