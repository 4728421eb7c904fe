package io.kafkatojdbc.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in its own JVM. */
public final class KafkaBroker {

	private final int port = Ports.free();

	private final Admin admin;

	private KafkaBroker(Children children, Path libs) {
		Path properties = configure(children.directory());
		String classpath = libs + "/*";
		List<String> format = List.of("-cp", classpath, "kafka.tools.StorageTool", "format", "-t",
				Uuid.randomUuid().toString(), "-c", properties.toString());
		Child formatting = children.java("kafka-format", format);
		formatting.await("formatted log directory", 60,
				() -> Files.exists(children.directory().resolve("kafka/bootstrap.checkpoint"))
						&& !formatting.isAlive());
		Child process = children.java("kafka", List.of("-Xmx1g", "-Dorg.apache.logging.log4j.level=WARN", "-cp",
				classpath, "kafka.Kafka", properties.toString()));
		this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", 200));
		process.await("broker", 60, () -> !nodes().isEmpty());
	}

	/**
	 * Starts a broker without topics.
	 * @param children starts the broker's process, and ends it
	 * @param libs Kafka's libraries
	 * @return the broker
	 */
	public static KafkaBroker start(Children children, Path libs) {
		return new KafkaBroker(children, libs);
	}

	private Path configure(Path directory) {
		int controller = Ports.free();
		String properties = """
				process.roles=broker,controller
				node.id=1
				controller.quorum.voters=1@127.0.0.1:%1$d
				controller.listener.names=CONTROLLER
				listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
				advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
				listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
				log.dirs=%3$s
				auto.create.topics.enable=false
				offsets.topic.num.partitions=1
				offsets.topic.replication.factor=1
				transaction.state.log.num.partitions=1
				transaction.state.log.replication.factor=1
				transaction.state.log.min.isr=1
				share.coordinator.state.topic.replication.factor=1
				share.coordinator.state.topic.min.isr=1
				log.segment.delete.delay.ms=1000
				""".formatted(controller, this.port, directory.resolve("kafka"));
		try {
			return Files.writeString(directory.resolve("kafka.properties"), properties);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String nodes() {
		try {
			return String.valueOf(this.admin.describeCluster().controller().get());
		}
		catch (ExecutionException ex) {
			return "";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
	}

	/**
	 * Returns the address at which clients find the broker.
	 * @return the address and port
	 */
	public String bootstrapServers() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * Creates a topic.
	 * @param name the topic's name
	 * @param partitions how many partitions the topic has
	 */
	public void createTopic(String name, int partitions) {
		get(this.admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
	}

	/**
	 * Deletes a topic.
	 * @param name the topic's name
	 */
	public void deleteTopic(String name) {
		get(this.admin.deleteTopics(List.of(name)).all());
	}

	/**
	 * Counts the members of a consumer group.
	 * @param group the group's name
	 * @return the number of members
	 */
	public int members(String group) {
		return get(this.admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)).members().size();
	}

	private static <T> T get(KafkaFuture<T> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
