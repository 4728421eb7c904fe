package io.kafkatojdbc.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sealing and staging wait for each other for long, because other instances need long.
 */
class SealWaitIT {

	private static final String LOCK = "hashtextextended('kafka-to-jdbc-batch seal %s', 0)";

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	private final ExecutorService others = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		this.others.shutdownNow();
		this.pipeline.close();
	}

	/** Without a poll within this interval, the group would take its partitions away. */
	@Test
	void aConsumerThatWaitsForTheSealKeepsPolling() {
		try (Service service = this.pipeline.launcher()
			.with("ingest.consumers", "lucas")
			.with("spring.kafka.consumer.properties.max.poll.interval.ms", 5_000)
			.start()) {
			NamedConsumers consumers = new NamedConsumers(service);
			consumers.awaitPartitions(2);
			this.others.execute(() -> hold("pg_advisory_xact_lock", Duration.ofSeconds(12)));
			await("the lock").until(() -> locks("granted AND mode = 'ExclusiveLock'") > 0);
			this.pipeline.films().send(100);
			await("a poll that waits").until(() -> locks("NOT granted AND mode = 'ShareLock'") > 0);
			await("the end of the lock").atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> {
					assertThat(service.get("/api/consumers").json().get(0).get("secondsSincePoll").asDouble())
						.as("seconds since the last poll")
						.isLessThan(4);
					assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
					return locks("granted AND mode = 'ExclusiveLock'") == 0;
				});
			this.pipeline.awaitAllMerged();
			assertThat(service.logTail()).doesNotContain("holds back");
		}
	}

	@Test
	void stagersWithLongTransactionsDoNotKeepTheBatchOpen() {
		try (Service service = this.pipeline.launcher().with("ingest.consumers", "lucas").start()) {
			new NamedConsumers(service).awaitPartitions(2);
			for (int i = 0; i < 3; i++) {
				Duration delay = Duration.ofMillis(i * 1_600L);
				this.others.execute(() -> {
					hold("pg_sleep(%s); SELECT pg_advisory_xact_lock_shared".formatted(delay.toMillis() / 1e3),
							Duration.ofSeconds(5));
					while (!Thread.currentThread().isInterrupted()) {
						hold("pg_advisory_xact_lock_shared", Duration.ofSeconds(5));
					}
				});
			}
			await("other stagers").until(() -> locks("granted AND mode = 'ShareLock'") >= 3);
			this.pipeline.films().send(100);
			await("a merged batch").atMost(Duration.ofSeconds(30)).until(() -> this.pipeline.mergedBatches() > 0);
		}
	}

	/** Does what an instance does that stages or seals for long. */
	private void hold(String lock, Duration time) {
		try (Connection session = this.pipeline.database().dataSource().getConnection();
				Statement statement = session.createStatement()) {
			session.setAutoCommit(false);
			statement.execute("SELECT %s(%s)".formatted(lock, LOCK.formatted(this.pipeline.topic())));
			statement.execute("SELECT pg_sleep(%s)".formatted(time.toSeconds()));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private int locks(String condition) {
		return this.pipeline.database().jdbc().sql("""
				SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
				WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 1 AND %s
				""".formatted(condition)).query(Integer.class).single();
	}

}
