package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service is killed in the middle of its transactions, and started again. */
class ServiceKillIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	private final ServiceLauncher launcher = this.pipeline.launcher()
		.with("ingest.consumers", "lucas,jon")
		.with("spring.kafka.consumer.max-poll-records", 100);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void whileItStages() {
		this.pipeline.films().send(20_000);
		long staged = 0;
		try (Gate beforeRows = Gate.beforeRows(this.pipeline.database())) {
			for (int kill = 0; kill < 3; kill++) {
				try (Service service = this.launcher.launch()) {
					this.pipeline.awaitStagedBeyond(staged);
					beforeRows.shut();
					killAt(beforeRows, service);
				}
				staged = this.pipeline.staged();
			}
		}
		assertThat(staged).as("rows staged before the last start").isLessThan(this.pipeline.films().sent());
		assertFinishes();
	}

	@Test
	void whileItMerges() {
		this.pipeline.films().send(1_000);
		delayMerge("3s");
		try (Service service = this.launcher.launch()) {
			awaitCall();
			service.kill();
		}
		delayMerge("0");
		killBeforeState("MERGED");
		killBeforeState("CLEARED");
		assertFinishes();
	}

	private void delayMerge(String delay) {
		this.pipeline.database().execute("""
				DO $$ BEGIN
					EXECUTE format('ALTER DATABASE %%I SET films.merge_delay = %%L', current_database(), '%s');
				END $$
				""".formatted(delay));
	}

	private void awaitCall() {
		await("CALL of the procedure").atMost(Duration.ofSeconds(60))
			.until(() -> this.pipeline.database().jdbc().sql("""
					SELECT count(*) FROM pg_stat_activity
					WHERE datname = current_database() AND state = 'active' AND query ILIKE 'CALL %'
					""").query(Integer.class).single() > 0);
	}

	private void killBeforeState(String state) {
		try (Gate gate = Gate.beforeState(this.pipeline.database(), state)) {
			gate.shut();
			try (Service service = this.launcher.launch()) {
				killAt(gate, service);
			}
		}
	}

	private static void killAt(Gate gate, Service service) {
		gate.awaitHeldUp();
		service.kill();
		gate.turnAway();
	}

	private void assertFinishes() {
		try (Service service = this.launcher.start()) {
			this.pipeline.awaitAllMerged();
			assertThat(service.log()).doesNotContain("ERROR");
		}
	}

}
