package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

/** A consumer that gets nowhere does not look like a topic that is quiet. */
class WatchedConsumersIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void aMemberThatDoesNotPollKeepsOthersOutOfTheGroup() {
		try (Service service = this.pipeline.launcher().start()) {
			NamedConsumers consumers = new NamedConsumers(service);
			try (KafkaConsumer<byte[], byte[]> silent = silentMember()) {
				consumers.add("lucas");
				awaitHealth(service, "Consumer lucas: it has not been in its consumer group for");
				assertThat(service.get("/api/consumers").json().get(0).get("member").asBoolean()).isFalse();
				assertThat(silent.assignment()).hasSize(2);
			}
			consumers.awaitPartitions(2);
			awaitHealth(service, "HEALTHY");
			consumers.add("jon");
			consumers.add("arya");
			consumers.awaitPartitions(0, 1, 1);
			// Longer than it takes to miss a member: that one has no partition is well
			await("all members, and well").during(Duration.ofSeconds(13)).atMost(Duration.ofSeconds(30)).until(() -> {
				assertThat(service.get("/api/consumers").json()).allMatch((each) -> each.get("member").asBoolean());
				return service.get("/health").body().equals("HEALTHY");
			});
		}
	}

	@Test
	void aConsumerThatIsHeldUpInTheDatabaseIsNamed() {
		try (Service service = this.pipeline.launcher()
			.with("ingest.consumers", "lucas")
			.with("spring.kafka.consumer.properties.max.poll.interval.ms", 12_000)
			.start(); Gate rows = Gate.beforeRows(this.pipeline.database())) {
			new NamedConsumers(service).awaitPartitions(2);
			rows.shut();
			this.pipeline.films().send(100);
			rows.awaitHeldUp();
			awaitHealth(service, "Consumer lucas: it owns partitions but has not polled for");
			assertThat(service.get("/health").body()).contains("'max.poll.interval.ms'");
			rows.open();
			awaitHealth(service, "HEALTHY");
			this.pipeline.awaitAllMerged();
		}
	}

	/** Owns the topic, and never answers to a rebalance, though its heart beats. */
	private KafkaConsumer<byte[], byte[]> silentMember() {
		KafkaConsumer<byte[], byte[]> silent = new KafkaConsumer<>(
				Map.of("bootstrap.servers", TestServers.bootstrapServers(), "group.id", this.pipeline.topic(),
						"partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		silent.subscribe(List.of(this.pipeline.topic()));
		await("partitions").atMost(Duration.ofSeconds(30)).until(() -> {
			silent.poll(Duration.ofMillis(100));
			return silent.assignment().size() == 2;
		});
		return silent;
	}

	private static void awaitHealth(Service service, String reason) {
		await("health that says '%s'".formatted(reason)).atMost(Duration.ofSeconds(60))
			.until(() -> service.get("/health").body(), containsString(reason));
	}

}
