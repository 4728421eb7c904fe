package io.kafkatojdbc.batch;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The database's clock is set back by an hour. In the ledger, this is the same as if all
 * times were an hour later.
 */
class ClockSetBackIT {

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void stop() {
		this.scenario.close();
	}

	@Test
	void neitherFreezesNorFloods() {
		this.scenario.replaceProcedure("RAISE 'not yet';");
		try (Service service = this.scenario.launcher("1h", 2, "30m").start()) {
			this.scenario.films().send(2);
			awaitSetBack("batch SET next_attempt_at = next_attempt_at + interval '1 hour'"
					+ " WHERE number = 1 AND state = 'FAILED'");
			this.scenario.replaceProcedure(MergeScenario.merge(""));
			MergeScenario.awaitBatch(service, 1, "CLEARED");
			this.scenario.films().send(1);
			awaitSetBack("batch_part SET first_staged_at = first_staged_at + interval '1 hour',"
					+ " last_staged_at = last_staged_at + interval '1 hour' WHERE batch = 2 AND staged > 0");
			MergeScenario.awaitBatch(service, 2, "CLEARED");
			assertThat(MergeScenario.batch(service, 2).get("reason").asString()).isEqualTo("AGE");
			this.scenario.films().send(1);
			awaitSetBack("log_end SET seen_at = seen_at + interval '1 hour'");
			await("another look at the end of the topic").atMost(MergeScenario.PATIENCE)
				.until(() -> count("log_end WHERE seen_at < clock_timestamp() + interval '30 minutes'") == 1);
			MergeScenario.awaitBatch(service, 3, "OPEN");
			assertThat(count("batch_part WHERE batch = 3 AND staged = 1")).isOne();
		}
	}

	private void awaitSetBack(String update) {
		await("times to set back").atMost(MergeScenario.PATIENCE)
			.until(() -> this.scenario.database().jdbc().sql("UPDATE ingest." + update).update() == 1);
	}

	private long count(String from) {
		return this.scenario.database().jdbc().sql("SELECT count(*) FROM ingest." + from).query(Long.class).single();
	}

}
