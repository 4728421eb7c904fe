package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Map;

import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * PostgreSQL is down exactly while partitions are assigned: nobody can ask the ledger
 * where to go on.
 */
class DatabaseDownIT {

	private final LocalPostgres postgres = LocalPostgres.create();

	private final TestPipeline pipeline = new TestPipeline(this.postgres.database("test"), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
		this.postgres.close();
	}

	@Test
	void consumersDoNotGoOnFromKafkasPosition() {
		// A consumer that waits for a connection is late for a rebalance
		ServiceLauncher launcher = this.pipeline.launcher().with("spring.datasource.hikari.connection-timeout", 1_000);
		try (Service service = launcher.start()) {
			NamedConsumers consumers = new NamedConsumers(service);
			consumers.add("lucas");
			this.pipeline.films().send(300);
			this.pipeline.awaitAllMerged();
			consumers.remove("lucas");
			this.pipeline.films().send(300);
			// One partition would lose its last records, the other double its first
			commitInKafka(Map.of(0, OffsetSpec.latest(), 1, OffsetSpec.earliest()));
			this.postgres.stop();
			rebalance(consumers);
			this.postgres.start();
			this.pipeline.films().send(300);
			this.pipeline.awaitAllMerged();
		}
	}

	private void rebalance(NamedConsumers consumers) {
		consumers.add("jon");
		consumers.add("arya");
		consumers.awaitPartitions(1, 1);
		assertThat(consumers.positioned()).as("partitions with a position").isZero();
		this.pipeline.films().send(300);
		consumers.awaitState("RETRYING");
		consumers.remove("jon");
		consumers.awaitPartitions(2);
		assertThat(consumers.positioned()).as("partitions with a position").isZero();
	}

	/** Kafka refuses that as long as the group has members. */
	private void commitInKafka(Map<Integer, OffsetSpec> offsets) {
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()))) {
			offsets.forEach((number, spec) -> {
				TopicPartition partition = new TopicPartition(this.pipeline.topic(), number);
				await("commit of " + partition).atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
					long offset = admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
					admin
						.alterConsumerGroupOffsets(this.pipeline.topic(),
								Map.of(partition, new OffsetAndMetadata(offset)))
						.all()
						.get();
					return true;
				});
			});
		}
	}

}
