package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Map;

import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * PostgreSQL crashes under consumers that live on. Their last commits, which nobody
 * waited for, are lost with it.
 */
class DatabaseCrashIT {

	/**
	 * Nothing writes the log of an asynchronous commit soon, so that a crash has
	 * something to take.
	 */
	private static final Map<String, String> FORGETFUL = Map.of("wal_writer_delay", "10s", "wal_writer_flush_after",
			"1GB", "bgwriter_lru_maxpages", "0", "autovacuum", "off");

	private static LocalPostgres postgres;

	private static TestPipeline pipeline;

	private static Service service;

	@BeforeAll
	static void start() {
		postgres = LocalPostgres.create(FORGETFUL);
		pipeline = new TestPipeline(postgres.database("test"), 2);
		service = pipeline.launcher()
			.with("ingest.consumers", "lucas,jon")
			// A service that is frozen for a moment must not be taken for dead
			.with("spring.kafka.consumer.properties.session.timeout.ms", 30_000)
			.start();
		new NamedConsumers(service).awaitPartitions(1, 1);
	}

	@AfterAll
	static void stop() {
		service.close();
		pipeline.close();
		postgres.close();
	}

	@Test
	void losesAndDoublesNothingThatIsSentMeanwhile() {
		pipeline.sendWhile(() -> {
			for (int crash = 0; crash < 3; crash++) {
				pipeline.awaitStagedBeyond(pipeline.staged() + 500);
				postgres.restart();
			}
		});
		pipeline.awaitAllMerged();
	}

	@Test
	void readsTheLostTailAgainThoughNothingMoreComes() {
		await("a crash that takes the ledger back").atMost(Duration.ofSeconds(60)).until(this::crashTakesLedgerBack);
		pipeline.awaitAllMerged();
	}

	/**
	 * The service is frozen so that it cannot repair the ledger before we have seen it,
	 * for less time than it takes the group to give up on a consumer.
	 */
	private boolean crashTakesLedgerBack() {
		pipeline.films().send(100);
		pipeline.awaitStagedBeyond(pipeline.films().sent() - 1);
		service.freeze();
		long before = pipeline.ledger();
		postgres.restart();
		long after = pipeline.ledger();
		service.thaw();
		return after < before;
	}

}
