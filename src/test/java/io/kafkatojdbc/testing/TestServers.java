package io.kafkatojdbc.testing;

import java.util.UUID;
import java.util.stream.Stream;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The servers of the tests, chosen here and nowhere else: containers where there is an
 * engine for them, otherwise servers without one. They are started once for all tests of
 * a JVM, and end with it. A test that stops, crashes or configures a server starts a
 * {@link LocalPostgres} or a {@link LocalBroker} of its own.
 */
public final class TestServers {

	private static final Logger log = LoggerFactory.getLogger(TestServers.class);

	private static final String POSTGRES_IMAGE = "postgres:18.6";

	private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

	private static final TestServers SERVERS = DockerClientFactory.instance().isDockerAvailable() ? containers()
			: local();

	private final TestDatabase administration;

	private final String bootstrapServers;

	private TestServers(TestDatabase administration, String bootstrapServers) {
		this.administration = administration;
		this.bootstrapServers = bootstrapServers;
	}

	private static TestServers containers() {
		log.info("Tests run on the containers {} and {}", POSTGRES_IMAGE, KAFKA_IMAGE);
		PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES_IMAGE).withDatabaseName("test")
			.withUsername(TestDatabase.USER)
			.withPassword(TestDatabase.USER)
			.withCreateContainerCmdModifier(TestServers::publishLocally);
		postgres.start();
		AtExit.run(postgres::stop);
		KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE).withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
			.withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
			.withEnv("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "500")
			.withEnv("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "500")
			.withEnv("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "1000")
			.withEnv("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "6000")
			.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
			.withCreateContainerCmdModifier(TestServers::publishLocally);
		kafka.start();
		AtExit.run(kafka::stop);
		return new TestServers(new TestDatabase(postgres.getJdbcUrl()), kafka.getBootstrapServers());
	}

	/**
	 * Without this the engine would publish the ports on all addresses of this machine.
	 * It has to where the tests do not reach it as {@code localhost}, because it is on
	 * another machine or they run in a container themselves.
	 */
	private static void publishLocally(CreateContainerCmd command) {
		if (DockerClientFactory.instance().dockerHostIpAddress().equals("localhost")) {
			command.getHostConfig()
				.withPortBindings(Stream.of(command.getExposedPorts())
					.map((port) -> new PortBinding(Binding.bindIp("127.0.0.1"), port))
					.toList());
		}
	}

	private static TestServers local() {
		TestDatabase administration = LocalPostgres.create().database("test");
		log.info("Tests run on embedded PostgreSQL {} and Kafka {}: there is no container engine",
				administration.jdbc().sql("SHOW server_version").query(String.class).single(),
				AppInfoParser.getVersion());
		return new TestServers(administration, LocalBroker.create().bootstrapServers());
	}

	/**
	 * Creates a database for one test class.
	 * @return the database, without any table
	 */
	public static TestDatabase emptyDatabase() {
		String name = uniqueName("test").replace('-', '_');
		TestDatabase administration = SERVERS.administration;
		administration.execute("CREATE DATABASE " + name);
		return new TestDatabase(administration.jdbcUrl().replaceFirst("/test(?=[?]|$)", "/" + name));
	}

	/**
	 * Creates a database for one test class.
	 * @return the database, with the sample's tables and its procedure
	 */
	public static TestDatabase database() {
		return emptyDatabase().withSample();
	}

	/**
	 * Returns where Kafka is.
	 * @return its bootstrap servers
	 */
	public static String bootstrapServers() {
		return SERVERS.bootstrapServers;
	}

	/**
	 * Creates a topic for one test.
	 * @param partitions how many partitions it has
	 * @return its name, which no other topic has
	 */
	public static String topic(int partitions) {
		String name = uniqueName("films");
		new Topics(SERVERS.bootstrapServers).create(name, partitions);
		return name;
	}

	private static String uniqueName(String prefix) {
		return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
