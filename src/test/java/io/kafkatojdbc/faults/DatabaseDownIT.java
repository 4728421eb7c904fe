package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Map;

import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * PostgreSQL is down exactly while partitions are assigned: nobody can ask the ledger
 * where to go on.
 */
class DatabaseDownIT {

	private static LocalPostgres postgres;

	private static TestPipeline pipeline;

	private static Service service;

	private static NamedConsumers consumers;

	@BeforeAll
	static void start() {
		postgres = LocalPostgres.create();
		pipeline = new TestPipeline(postgres.database("test"), 2);
		service = pipeline.launcher()
			// Consumers that wait for a connection take part in a rebalance only then
			.with("spring.datasource.hikari.connection-timeout", 1_000)
			.start();
		consumers = new NamedConsumers(service);
	}

	@AfterAll
	static void stop() {
		service.close();
		pipeline.close();
		postgres.close();
	}

	@BeforeEach
	void stageSome() {
		consumers.add("lucas");
		consumers.awaitPartitions(2);
		pipeline.films().send(300);
		pipeline.awaitAllMerged();
	}

	@AfterEach
	void removeConsumers() {
		consumers.removeAll();
	}

	@Test
	void newConsumersDoNotGoOnFromKafkasPosition() {
		consumers.removeAll();
		pipeline.films().send(300);
		// From there, one partition would lose its last records, the other double its
		// first
		commitInKafka(Map.of(0, OffsetSpec.latest(), 1, OffsetSpec.earliest()));
		postgres.stop();
		consumers.add("jon");
		consumers.add("arya");
		consumers.awaitPartitions(1, 1);
		pipeline.films().send(300);
		consumers.awaitState("RETRYING");
		assertThat(consumers.positioned()).as("partitions with a position").isZero();
		postgres.start();
		pipeline.awaitAllMerged();
	}

	@Test
	void partitionsMoveBetweenConsumersThatLiveOn() {
		postgres.stop();
		pipeline.films().send(300);
		consumers.add("jon");
		consumers.awaitPartitions(1, 1);
		pipeline.films().send(300);
		consumers.remove("lucas");
		consumers.awaitPartitions(2);
		pipeline.films().send(300);
		postgres.start();
		pipeline.awaitAllMerged();
	}

	/** Kafka refuses that as long as the group has members. */
	private static void commitInKafka(Map<Integer, OffsetSpec> offsets) {
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()))) {
			offsets.forEach((number, spec) -> {
				TopicPartition partition = new TopicPartition(pipeline.topic(), number);
				await("commit of " + partition).atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
					long offset = admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
					admin.alterConsumerGroupOffsets(pipeline.topic(), Map.of(partition, new OffsetAndMetadata(offset)))
						.all()
						.get();
					return true;
				});
			});
		}
	}

}
