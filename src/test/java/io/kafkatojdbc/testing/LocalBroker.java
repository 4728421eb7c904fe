package io.kafkatojdbc.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A Kafka broker in this JVM that can be stopped and started again, on this machine's
 * loopback address only.
 */
public final class LocalBroker implements AutoCloseable {

	private static final int NODE = 1;

	private final int port;

	private final int advertisedPort;

	private final int controllerPort = Ports.free();

	private final Path directory;

	private final @Nullable ServerDirectory temporary;

	private @Nullable KafkaRaftServer server;

	static {
		// A broker that gives up would end the JVM, and the database with it would be
		// left
		Exit.Procedure refusal = (status, message) -> {
			throw new IllegalStateException("The broker gave up: " + message);
		};
		Exit.setExitProcedure(refusal);
		Exit.setHaltProcedure(refusal);
	}

	private LocalBroker(int port, int advertisedPort, Path directory, @Nullable ServerDirectory temporary) {
		this.port = port;
		this.advertisedPort = advertisedPort;
		this.directory = directory;
		this.temporary = temporary;
	}

	/**
	 * Starts a broker on a free port, with logs that are removed with it.
	 * @return the broker
	 */
	public static LocalBroker create() {
		int port = Ports.free();
		return create(port, port);
	}

	/**
	 * Starts a broker that its clients reach through a proxy, with logs that are removed
	 * with it.
	 * @param port where the broker listens
	 * @param advertisedPort where clients find it
	 * @return the broker
	 */
	public static LocalBroker create(int port, int advertisedPort) {
		ServerDirectory directory = ServerDirectory.create("kafka");
		return new LocalBroker(port, advertisedPort, directory.path().resolve("logs"), directory).startFirst();
	}

	/**
	 * Starts a broker on a given port and keeps its logs.
	 * @param port the port
	 * @param directory what holds its logs
	 * @return the broker
	 */
	public static LocalBroker open(int port, Path directory) {
		return new LocalBroker(port, port, directory, null).startFirst();
	}

	private LocalBroker startFirst() {
		AtExit.run(this::close);
		requireFreePort();
		if (!Files.exists(this.directory.resolve("meta.properties"))) {
			format();
		}
		start();
		return this;
	}

	private void format() {
		try {
			Files.createDirectories(this.directory);
			new Formatter().setClusterId(Uuid.randomUuid().toString())
				.setNodeId(NODE)
				.setDirectories(List.of(this.directory.toString()))
				.setReleaseVersion(MetadataVersion.latestProduction())
				.setControllerListenerName("CONTROLLER")
				.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
				.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Cannot format " + this.directory, ex);
		}
	}

	/** Starts the broker again, on the same port and logs. */
	public synchronized void start() {
		Assert.state(this.server == null, "The broker is running");
		requireFreePort();
		KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(
				BrokerProperties.of(NODE, this.port, this.advertisedPort, this.controllerPort, this.directory), false),
				Time.SYSTEM);
		try {
			starting.startup();
		}
		catch (RuntimeException ex) {
			// Its threads would keep the JVM alive
			starting.shutdown();
			throw ex;
		}
		this.server = starting;
	}

	/** Without this the broker fails late, and its threads keep the JVM alive. */
	private void requireFreePort() {
		Assert.state(!Ports.taken(this.port),
				() -> "Port %d is taken, so Kafka cannot be started there".formatted(this.port));
	}

	/** Returns what holds the broker's logs. */
	Path directory() {
		return this.directory;
	}

	/** Stops the broker in good order; its logs stay. */
	public synchronized void stop() {
		KafkaRaftServer running = this.server;
		if (running != null) {
			this.server = null;
			running.shutdown();
			running.awaitShutdown();
		}
	}

	/** Stops the broker and starts it again. */
	public void restart() {
		stop();
		start();
	}

	/**
	 * Returns where clients find the broker.
	 * @return its address and port, which it keeps over a restart
	 */
	public String bootstrapServers() {
		return "127.0.0.1:" + this.advertisedPort;
	}

	/**
	 * Returns the broker's port, which it keeps over a restart.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Creates a topic.
	 * @param name its name
	 * @param partitions how many partitions it has
	 */
	public void createTopic(String name, int partitions) {
		topics().create(name, partitions);
	}

	/**
	 * Adds partitions to a topic.
	 * @param name its name
	 * @param total how many partitions it has afterwards
	 */
	public void addPartitions(String name, int total) {
		topics().addPartitions(name, total);
	}

	/**
	 * Deletes a topic.
	 * @param name its name
	 */
	public void deleteTopic(String name) {
		topics().delete(name);
	}

	/**
	 * Returns the id that a topic has got when it was made.
	 * @param name the topic's name
	 * @return its id
	 */
	public String topicId(String name) {
		return topics().id(name);
	}

	private Topics topics() {
		return new Topics(bootstrapServers());
	}

	/** Stops the broker if it is running, and removes its logs if they are temporary. */
	@Override
	public void close() {
		stop();
		if (this.temporary != null) {
			this.temporary.close();
		}
	}

}
