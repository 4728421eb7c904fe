package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.kafkatojdbc.KafkaToJdbcApplication;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A consumer that dies of whatever nobody has thought of comes back. */
class ConsumerDeathIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final ConfigurableApplicationContext service = new SpringApplicationBuilder(KafkaToJdbcApplication.class)
		.run("--spring.datasource.url=" + this.database.jdbcUrl(), "--spring.datasource.username=" + TestDatabase.USER,
				"--spring.datasource.password=" + TestDatabase.USER,
				"--spring.kafka.bootstrap-servers=" + TestServers.bootstrapServers(), "--server.address=127.0.0.1",
				"--server.port=0", "--ingest.topic=" + this.topic, "--ingest.staging-table=films_staging",
				"--ingest.merge-procedure=merge_films", "--ingest.batch.quiet-period=1s",
				"--spring.kafka.consumer.properties.partition.assignment.strategy=" + Deadly.class.getName());

	private final Consumers consumers = this.service.getBean(Consumers.class);

	@AfterEach
	void stop() {
		this.service.close();
	}

	@Test
	void isMadeAnewAfterErrorsUntilItLives() {
		Deadly.deaths.set(2);
		this.consumers.add("lucas");
		await("health that says why").atMost(PATIENCE)
			.until(() -> health().getDetails()
				.toString()
				.contains("Consumer lucas: it died, and is made anew: out of luck"));
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(100);
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
		}
		await("health").atMost(PATIENCE).until(() -> health().getStatus().equals(Status.UP));
		ConsumerStatus lucas = this.consumers.status("lucas");
		assertThat(lucas.restarts()).isEqualTo(2);
		assertThat(lucas.stagedRecords()).isEqualTo(100);
		assertThat(lucas.secondsSincePoll()).isLessThan(5);
		await("membership").atMost(PATIENCE).until(() -> this.consumers.status("lucas").member());
	}

	@Test
	void canBeRemovedWhileItIsDead() {
		Deadly.deaths.set(Integer.MAX_VALUE);
		this.consumers.add("jon");
		await("health that says why").atMost(PATIENCE).until(() -> health().getStatus().equals(Status.DOWN));
		this.consumers.remove("jon");
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		Deadly.deaths.set(0);
		this.consumers.add("jon");
		await("membership").atMost(PATIENCE).until(() -> this.consumers.status("jon").member());
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	private Health health() {
		return this.service.getBean(ConsumersHealthIndicator.class).health();
	}

	/** Kills some consumers as they get their partitions. */
	public static final class Deadly extends CooperativeStickyAssignor {

		static final AtomicInteger deaths = new AtomicInteger();

		@Override
		public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
			if (deaths.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
				throw new StackOverflowError("out of luck");
			}
			super.onAssignment(assignment, metadata);
		}

	}

}
