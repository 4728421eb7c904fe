package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * A poll is staged at the very moment at which its batch is sealed, or its partition is
 * given to another consumer.
 */
class StagingRacesIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 1);

	private final Gate beforeRows = Gate.beforeRows(this.pipeline.database());

	private final ServiceLauncher launcher = this.pipeline.launcher();

	private @Nullable Service service;

	@AfterEach
	void close() {
		this.beforeRows.close();
		if (this.service != null) {
			this.service.close();
		}
		this.pipeline.close();
	}

	@Test
	void aBatchIsNotSealedBeforeThePollsAreInIt() {
		this.launcher.with("ingest.batch.max-age", "5s").with("ingest.batch.quiet-period", "5s");
		start("lucas");
		stage(10);
		this.beforeRows.shut();
		this.pipeline.films().send(10);
		this.beforeRows.awaitHeldUp();
		await("somebody who waits to seal the batch, or has not waited").atMost(Duration.ofSeconds(30))
			.until(() -> waitFor("ExclusiveLock") || this.pipeline.mergedBatches() > 0);
		this.beforeRows.open();
		this.pipeline.awaitAllMerged();
	}

	@Test
	void aPollThatComesWhileTheBatchIsSealedGoesIntoTheNext() {
		start("lucas");
		try (Gate seal = Gate.beforeState(this.pipeline.database(), "SEALED")) {
			seal.shut();
			stage(10);
			seal.awaitHeldUp();
			this.pipeline.films().send(10);
			await("a poll that waits for the seal").until(() -> waitFor("ShareLock"));
			this.beforeRows.shut();
			seal.open();
			await("merge of the sealed batch").until(() -> this.pipeline.mergedBatches() > 0);
			this.beforeRows.open();
			this.pipeline.awaitAllMerged();
		}
	}

	/**
	 * Within one batch the ledger's counts would not add up. So the batch is due to be
	 * sealed when the successor comes, and the same records would go into the next one.
	 */
	@Test
	void aConsumerThatIsTakenForDeadAndItsSuccessorDoNotBothStage() {
		this.launcher.with("ingest.batch.max-age", "3s")
			.with("ingest.batch.quiet-period", "30s")
			.with("spring.kafka.consumer.properties.max.poll.interval.ms", 4_000);
		start("lucas,jon");
		stage(10);
		this.beforeRows.shut();
		this.pipeline.films().send(10);
		this.beforeRows.awaitHeldUp();
		await("a successor that waits to stage the same").atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> waitFor("ShareLock") || successorWaits());
		this.beforeRows.open();
		this.pipeline.awaitAllMerged();
		// What was staged twice would be merged with what comes next
		this.pipeline.films().send(1);
		this.pipeline.awaitAllMerged();
	}

	private void start(String consumers) {
		this.service = this.launcher.with("ingest.consumers", consumers).start();
	}

	private void stage(int films) {
		this.pipeline.films().send(films);
		this.pipeline.awaitStagedBeyond(films - 1);
	}

	private boolean waitFor(String advisoryLockMode) {
		return count("""
				SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
				WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted AND l.mode = '%s'
				""".formatted(advisoryLockMode)) > 0;
	}

	private boolean successorWaits() {
		return count("""
				SELECT count(*) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%partition_offset%'
				""") > 0;
	}

	private int count(String sql) {
		return this.pipeline.database().jdbc().sql(sql).query(Integer.class).single();
	}

}
