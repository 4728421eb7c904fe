package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one service, which can be started with them again and again, on the
 * same port.
 */
public final class ServiceLauncher {

	private static final AtomicInteger LOGS = new AtomicInteger();

	private static final String HEARTBEAT = "SPRING_KAFKA_CONSUMER_HEARTBEATINTERVAL";

	private final int port = Ports.free();

	private final Map<String, String> environment = new LinkedHashMap<>();

	private final List<String> arguments = new ArrayList<>();

	private @Nullable Path jar;

	private String groupProtocol = System.getProperty("guarantees.protocol", "classic");

	/** A service that lives for seconds starts in half the time without optimizing. */
	private final List<String> javaOptions = new ArrayList<>(jvm());

	/**
	 * Creates a launcher for a service that reads films into the sample's tables.
	 * @param database where the tables are
	 * @param bootstrapServers where Kafka is
	 * @param topic the topic
	 */
	public ServiceLauncher(TestDatabase database, String bootstrapServers, String topic) {
		environment("SPRING_DATASOURCE_URL", database.jdbcUrl());
		environment("SPRING_DATASOURCE_USERNAME", TestDatabase.USER);
		environment("SPRING_DATASOURCE_PASSWORD", TestDatabase.USER);
		environment("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
		// As often as consumers hear of others that have come or gone.
		environment(HEARTBEAT, "500ms");
		environment("SERVER_ADDRESS", "127.0.0.1");
		environment("SERVER_PORT", String.valueOf(this.port));
		environment("INGEST_TOPIC", topic);
		environment("INGEST_STAGINGTABLE", "films_staging");
		environment("INGEST_MERGEPROCEDURE", "merge_films");
		this.environment.putAll(TestUsers.environment());
	}

	/**
	 * Returns what makes a JVM start fast.
	 * @return its options
	 */
	public static List<String> jvm() {
		return List.of(System.getProperty("test.jvm", "-XX:+TieredCompilation"), "-XX:+UseSerialGC");
	}

	/**
	 * Takes away the users that there are otherwise.
	 * @return this launcher
	 */
	public ServiceLauncher withoutUsers() {
		this.environment.keySet().removeAll(TestUsers.environment().keySet());
		return this;
	}

	/**
	 * Sets an environment variable.
	 * @param name its name
	 * @param value its value
	 * @return this launcher
	 */
	public ServiceLauncher environment(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	/**
	 * Adds a setting to the command line, where it wins over all others.
	 * @param name its name, as in {@code ingest.batch.max-rows}
	 * @param value its value
	 * @return this launcher
	 */
	public ServiceLauncher with(String name, Object value) {
		this.arguments.add("--" + name + "=" + value);
		return this;
	}

	/**
	 * Returns the protocol of the consumer group.
	 * @return {@code classic} or {@code consumer}
	 */
	public String groupProtocol() {
		return this.groupProtocol;
	}

	/**
	 * Sets the protocol of the consumer group. With the protocol {@code consumer}, the
	 * broker has the time-outs of a session, and consumers must not have them.
	 * @param protocol the protocol, in lower case
	 * @return this launcher
	 */
	public ServiceLauncher groupProtocol(String protocol) {
		this.groupProtocol = protocol;
		return this;
	}

	/**
	 * Adds an option of the JVM.
	 * @param option the option, as in {@code -Xmx128m}
	 * @return this launcher
	 */
	public ServiceLauncher javaOption(String option) {
		this.javaOptions.add(option);
		return this;
	}

	/**
	 * Has the service started from its jar, which takes longer.
	 * @return this launcher
	 */
	public ServiceLauncher packaged() {
		return packaged(Path.of(System.getProperty("service.jar")));
	}

	/**
	 * Has the service started from another jar, as that of another version.
	 * @param other the jar
	 * @return this launcher
	 */
	public ServiceLauncher packaged(Path other) {
		this.jar = other.toAbsolutePath();
		return this;
	}

	/**
	 * Starts the service, and waits until it answers.
	 * @return the service
	 */
	public Service start() {
		return launch().awaitStarted();
	}

	/**
	 * Starts the service and returns at once.
	 * @return the service
	 */
	public Service launch() {
		try {
			Path directory = Files.createDirectories(Path.of("target", "services").toAbsolutePath());
			Path output = Files.createTempFile(directory, "service-%02d-".formatted(LOGS.incrementAndGet()), ".log");
			ProcessBuilder builder = new ProcessBuilder(command()).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(this.environment);
			if (isConsumerProtocol()) {
				builder.environment().keySet().remove(HEARTBEAT);
				builder.environment().put("SPRING_KAFKA_CONSUMER_PROPERTIES_GROUP_PROTOCOL", this.groupProtocol);
			}
			return new Service(start(builder), output, this.port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isConsumerProtocol() {
		return this.groupProtocol.equals("consumer");
	}

	private List<String> allowed(List<String> options) {
		return options.stream()
			.filter((option) -> !isConsumerProtocol() || !option.contains("session.timeout.ms"))
			.toList();
	}

	private Process start(ProcessBuilder builder) throws IOException {
		if (this.jar == null) {
			return UnpackedService.start(builder, allowed(this.arguments));
		}
		builder.command().addAll(List.of("-jar", this.jar.toString()));
		builder.command().addAll(allowed(this.arguments));
		return builder.start();
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		command.add(UnpackedService.java());
		command.addAll(allowed(this.javaOptions));
		return command;
	}

}
