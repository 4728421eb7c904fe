package io.kafkatojdbc.faults;

import java.time.Duration;
import java.time.Instant;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Partitions are added to the topic, and most keys move to another partition: the target
 * still gets the last version of each film.
 */
class AddedPartitionsIT {

	private static final String DECADES = String.valueOf(Duration.ofDays(365L * 200).toMillis());

	private final MergeScenario scenario = new MergeScenario();

	private final Versions versions = new Versions(this.scenario);

	private final Topics topics = new Topics(TestServers.bootstrapServers());

	@AfterEach
	void close() {
		this.scenario.close();
	}

	/** The clock of the first producer is ahead, and silence completes the batches. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void whileTheServiceRuns(int parallelism) {
		try (Service service = launcher("2s").with("ingest.merge.parallelism", parallelism).start()) {
			this.versions.send("v1", inHalfAnHour());
			this.topics.addPartitions(this.scenario.topic(), 4);
			this.versions.send("v2");
			this.versions.assertMerged(60, "v2");
			this.versions.send("v3");
			this.topics.addPartitions(this.scenario.topic(), 6);
			this.versions.send("v4");
			this.versions.assertMerged(120, "v4");
			assertThat(this.scenario.count("ingest.partition_growth WHERE released_at IS NOT NULL")).isEqualTo(2);
			MergeScenario.awaitHealth(service, "HEALTHY");
		}
	}

	/** Consumers stage the first version only when the second has a timestamp already. */
	@Test
	void whileTheServiceIsStopped() {
		try (Service service = launcher("1s").start()) {
			this.versions.send("v0");
			this.versions.assertMerged(30, "v0");
			assertThat(service.terminate()).isZero();
		}
		this.versions.send("v1", inHalfAnHour());
		this.topics.addPartitions(this.scenario.topic(), 4);
		this.versions.send("v2");
		try (Service service = launcher("1s").start()) {
			this.versions.assertMerged(90, "v2");
			MergeScenario.awaitHealth(service, "HEALTHY");
		}
	}

	/** Timestamps that cannot be do not count. */
	@Test
	void beforeThePipelineIsNew() {
		this.topics.configure(this.scenario.topic(), "message.timestamp.after.max.ms", DECADES);
		this.versions.sendTo(0, Instant.parse("2099-01-01T00:00:00Z"), "99", "{\"id\": \"99\", \"name\": \"a\"}");
		this.versions.send("v1");
		this.versions.sendTo(0, Instant.parse("2099-01-01T00:00:00Z"), "99", "{\"id\": \"99\", \"name\": \"b\"}");
		this.topics.addPartitions(this.scenario.topic(), 4);
		this.versions.send("v2");
		try (Service service = launcher("1s").start()) {
			this.versions.assertMerged(62, "v2");
			assertThat(this.scenario.count("films WHERE id = '99' AND name = 'b'")).isOne();
			assertThat(this.scenario.count("ingest.partition_growth")).isZero();
			MergeScenario.awaitHealth(service, "HEALTHY");
		}
	}

	@Test
	void recordsOfAddedPartitionsWaitAndBatchesWithBothAreMergedAsAWhole() {
		this.topics.addPartitions(this.scenario.topic(), 2);
		try (Service one = launcher("1h").with("ingest.merge.parallelism", 3).start();
				Service two = launcher("1h").with("ingest.instance", "two").with("ingest.consumers", "jon").start()) {
			this.versions.send("v1");
			awaitStaged(30);
			this.topics.addPartitions(this.scenario.topic(), 5);
			this.versions.send("v2");
			assertWaits(one);
			assertWaits(two);
			// As if the broker had lost records of the older partitions since.
			this.scenario.database().execute("UPDATE ingest.partition_growth SET older_ends = '{1000,1000}'");
			seal(one);
			one.awaitLog("Batch 1 is merged as a whole, and not in 2 slices");
			awaitStaged(60);
			assertThat(this.scenario.count("ingest.batch_part WHERE batch = 1 AND kafka_partition > 1"))
				.as("added partitions staged into the batch that they wait for")
				.isZero();
			seal(one);
			this.versions.assertMerged(60, "v2");
			this.versions.send("v3");
			awaitStaged(90);
			seal(one);
			this.versions.assertMerged(90, "v3");
			assertThat(this.scenario.count("ingest.partition_growth")).isOne();
			assertThat(this.scenario.count("ingest.batch_slice WHERE batch < 3")).isZero();
			assertThat(this.scenario.count("ingest.batch_slice WHERE batch = 3")).isEqualTo(3);
		}
	}

	private void assertWaits(Service service) {
		await("partition 4 waits").atMost(MergeScenario.PATIENCE)
			.untilAsserted(
					() -> assertThat(service.get("/api/topic").json().get("partitions").get(4).get("waits").asString())
						.startsWith("waits until partition 0 is merged up to offset ")
						.endsWith("(and 1 more likewise)"));
		assertThat(service.get("/health").body()).isEqualTo("HEALTHY");
		assertThat(service.get("/actuator/prometheus").body()).containsPattern("ingest_partitions_waiting\\S* 3\\.0");
	}

	@Test
	void olderVersionsThatAreMergedLaterDoNotWin() {
		this.scenario.database()
			.execute(
					"""
							CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
							CREATE TRIGGER refuse BEFORE INSERT ON films FOR EACH ROW WHEN (NEW.name = 'v1') EXECUTE FUNCTION refuse()
							""");
		try (Service service = launcher("1s").with("ingest.merge.max-attempts", 1).start()) {
			this.versions.sendTo(0, Instant.now(), "17", "{\"id\": \"17\"}");
			this.versions.send("v1");
			MergeScenario.awaitBatch(service, 1, "FAILED");
			this.topics.addPartitions(this.scenario.topic(), 4);
			this.versions.send("v2");
			assertThat(service.post("/api/batches/1/set-aside").json().get("state").asString()).isEqualTo("SET_ASIDE");
			this.versions.assertMerged(30, "v2");
			this.scenario.database().execute("DROP TRIGGER refuse ON films");
			assertThat(service.post("/api/batches/1/merge").json().get("state").asString()).isEqualTo("CLEARED");
			assertThat(
					service.post("/api/rejected/0/0/retry", "{\"value\": {\"id\": \"17\", \"name\": \"v1\"}}").status())
				.isLessThan(300);
			this.versions.assertMerged(60, "v2");
			await("the retried record merged").atMost(MergeScenario.PATIENCE)
				.until(() -> this.scenario.count(
						"ingest.rejected_record r JOIN ingest.batch b ON b.number = r.retried_in AND b.state = 'CLEARED'") == 1);
			this.versions.assertMerged(60, "v2");
		}
	}

	private static Instant inHalfAnHour() {
		return Instant.now().plus(Duration.ofMinutes(30));
	}

	private ServiceLauncher launcher(String quietPeriod) {
		return this.scenario.launcher(quietPeriod, 1_000, "1h")
			.with("spring.kafka.consumer.properties.metadata.max.age.ms", 1_000);
	}

	private void awaitStaged(int rows) {
		await("%d rows staged".formatted(rows)).atMost(MergeScenario.PATIENCE)
			.until(() -> this.scenario.database()
				.jdbc()
				.sql("SELECT coalesce(sum(staged), 0) FROM ingest.batch_part")
				.query(Long.class)
				.single() == rows);
	}

	private static void seal(Service service) {
		await("a sealed batch").atMost(MergeScenario.PATIENCE)
			.until(() -> service.post("/api/batches").status() == 202);
	}

}
