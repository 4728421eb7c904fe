package io.kafkatojdbc.guarantees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.LoopbackProxy;
import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.Assert;

import static org.awaitility.Awaitility.await;

/**
 * What the disturbances strike: a topic with four partitions under a steady producer, a
 * broker and a database behind proxies, and two instances of the service.
 */
final class Scene implements AutoCloseable {

	static final int PARTITIONS = 4;

	static final int MAX_POLL_INTERVAL_MILLIS = 8_000;

	/** What the services wait for an answer of the database, their merges included. */
	static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(6);

	private static final String TOPIC = "films";

	/**
	 * Nothing writes the log of an asynchronous commit soon, so that a crash has
	 * something to take. The connections are enough for the instances and the tests.
	 */
	private static final Map<String, String> DATABASE = Map.of("max_connections", "20", "wal_writer_delay", "10s",
			"wal_writer_flush_after", "1GB", "bgwriter_lru_maxpages", "0");

	private final LocalPostgres postgres = LocalPostgres.create(DATABASE);

	private final TestDatabase database = this.postgres.database("test").withSample();

	private final LoopbackProxy databaseNetwork = new LoopbackProxy(this.postgres.port());

	private final int brokerPort = Ports.free();

	private final LoopbackProxy network = new LoopbackProxy(this.brokerPort);

	private final LocalBroker broker = LocalBroker.create(this.brokerPort, this.network.port());

	private final Truth truth = new Truth();

	private final Audit audit = new Audit(this.database, TOPIC);

	private final List<Instance> instances;

	private final SteadyProducer producer;

	private final PauseWatch pauses;

	private final MergeMode mode;

	private int partitions = PARTITIONS;

	Scene(int perSecond, MergeMode mode) {
		this.mode = mode;
		this.database.execute(auditSql());
		this.broker.createTopic(TOPIC, PARTITIONS);
		this.producer = new SteadyProducer(this.broker.bootstrapServers(), TOPIC, this.truth, perSecond);
		this.instances = List.of(instance("one", "lucas,jon"), instance("two", "arya,sansa"));
		this.instances.forEach(Instance::launch);
		this.instances.forEach(Instance::awaitStarted);
		this.pauses = new PauseWatch(this.instances, this.audit, this.databaseNetwork::isOpen);
	}

	private static String auditSql() {
		try {
			return new ClassPathResource("guarantees/audit.sql").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Instance instance(String name, String consumers) {
		TestDatabase seen = new TestDatabase(
				"jdbc:postgresql://127.0.0.1:%d/test".formatted(this.databaseNetwork.port()));
		return new Instance(name,
				this.mode.set(new ServiceLauncher(seen, this.broker.bootstrapServers(), TOPIC).javaOption("-Xmx192m")
					.with("ingest.instance", name)
					.with("ingest.consumers", consumers)
					.with("ingest.batch.max-rows", 1_000)
					.with("ingest.batch.max-age", "2s")
					.with("ingest.batch.quiet-period", "1s")
					.with("ingest.merge.timeout", "4s")
					.with("ingest.record.max-rejected-in-a-row", RejectedFaults.MOST_IN_A_ROW)
					.with("spring.datasource.hikari.maximum-pool-size", 3)
					.with("spring.datasource.hikari.connection-timeout", 1_000)
					.with("spring.datasource.hikari.data-source-properties.socketTimeout", DATABASE_TIMEOUT.toSeconds())
					.with("spring.kafka.consumer.properties.session.timeout.ms", 6_000)
					.with("spring.kafka.consumer.properties.metadata.max.age.ms", 3_000)
					.with("spring.kafka.consumer.properties.max.poll.interval.ms", MAX_POLL_INTERVAL_MILLIS)));
	}

	Instance one() {
		return this.instances.get(0);
	}

	Instance two() {
		return this.instances.get(1);
	}

	List<Instance> instances() {
		return this.instances;
	}

	SteadyProducer producer() {
		return this.producer;
	}

	LocalPostgres postgres() {
		return this.postgres;
	}

	TestDatabase database() {
		return this.database;
	}

	LocalBroker broker() {
		return this.broker;
	}

	LoopbackProxy network() {
		return this.network;
	}

	LoopbackProxy databaseNetwork() {
		return this.databaseNetwork;
	}

	Audit audit() {
		return this.audit;
	}

	Truth truth() {
		return this.truth;
	}

	PauseWatch pauses() {
		return this.pauses;
	}

	String topic() {
		return TOPIC;
	}

	int partitions() {
		return this.partitions;
	}

	/** Has the producer send to all partitions that the topic has got. */
	void partitionsAdded(int total) {
		this.partitions = total;
		this.producer.partitionsAdded(total);
	}

	/** Begins anew with a topic of the same name. */
	void topicIsNew() {
		this.partitions = PARTITIONS;
		this.producer.topicIsNew(PARTITIONS);
		this.audit.topicIsNew();
		this.truth.topicIsNew();
	}

	/** Makes something go wrong in the database. */
	void fault(String name) {
		this.database.jdbc().sql("INSERT INTO fault VALUES (?) ON CONFLICT DO NOTHING").param(name).update();
	}

	/** Ends all that goes wrong in the database. */
	void noFaults() {
		this.database.jdbc().sql("DELETE FROM fault").update();
	}

	/** Waits for something that may fail while servers are away. */
	static void awaitThat(String what, Duration atMost, Callable<Boolean> condition) {
		await(what).atMost(atMost).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(condition);
	}

	/** Lets time pass, while what is under way goes on. */
	static void pass(Duration time) {
		await("time to pass").pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
	}

	/** Waits until something more is merged. */
	void awaitProgress() {
		long before = this.audit.lastFinishedBatch();
		awaitThat("a batch after " + before, Duration.ofSeconds(60), () -> this.audit.lastFinishedBatch() > before);
	}

	/** Sees to it that servers and instances are there. */
	void heal() {
		this.network.mend();
		this.databaseNetwork.mend();
		awaitThat("the database", Duration.ofSeconds(60), () -> {
			noFaults();
			return true;
		});
		List<Instance> ended = this.instances.stream().filter((instance) -> !instance.heal()).toList();
		this.instances.forEach(Instance::awaitStarted);
		Assert.state(ended.isEmpty(), () -> "Instances have ended by themselves: " + ended);
	}

	/** Tells what there is to say of instances and database when something was wrong. */
	String lastWords() {
		return Stream.concat(this.instances.stream().map(Instance::lastWords), Stream.of(sessions()))
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private String sessions() {
		try {
			return this.audit.sessions();
		}
		catch (RuntimeException ex) {
			return "The database does not answer: " + Reason.of(ex);
		}
	}

	@Override
	public void close() {
		this.pauses.close();
		this.instances.forEach(Instance::close);
		this.producer.close();
		this.broker.close();
		this.network.close();
		this.databaseNetwork.close();
		this.postgres.close();
	}

}
