package io.kafkatojdbc.guarantees;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.kafkatojdbc.faults.Gate;
import io.kafkatojdbc.testing.TestDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/** The database crashes, stops, or does not take what it is given. */
final class DatabaseFaults {

	private static final Logger log = LoggerFactory.getLogger(DatabaseFaults.class);

	private static final String TERMINATE = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'test'";

	private DatabaseFaults() {
	}

	static void killBackend(Scene scene, Random random) {
		Scene.pass(Duration.ofMillis(random.nextInt(1_000)));
		// They may just be on their way back from the disturbance before
		List<Integer> backends = await("a backend of the service").atMost(Duration.ofSeconds(30))
			.until(() -> backends(scene), (pids) -> !pids.isEmpty());
		scene.postgres().killBackend(backends.get(random.nextInt(backends.size())));
	}

	private static List<Integer> backends(Scene scene) {
		return scene.audit()
			.jdbc()
			.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'kafka-to-jdbc-batch' ORDER BY pid")
			.query(Integer.class)
			.list();
	}

	/** Nobody can end its session, and no batch can be sealed before it goes on. */
	static void freezeBackend(Scene scene, Random random) {
		int backend;
		try (Gate gate = Gate.beforeRows(scene.database())) {
			gate.shut();
			gate.awaitHeldUp();
			backend = gate.heldUpBackend();
			scene.postgres().freezeBackend(backend);
			gate.open();
		}
		try {
			Scene.pass(Duration.ofMillis(Scene.MAX_POLL_INTERVAL_MILLIS + random.nextInt(2_000)));
		}
		finally {
			scene.postgres().thawBackend(backend);
		}
		scene.awaitProgress();
	}

	static void crash(Scene scene, Random random) {
		Scene.pass(Duration.ofMillis(random.nextInt(1_000)));
		scene.postgres().restart();
	}

	/** The ledger goes back, and no poll comes to notice it. */
	static void crashAtTail(Scene scene, Random random) {
		scene.producer().pause();
		int records = 50 + random.nextInt(200);
		Scene.awaitThat("a crash that takes the ledger back", Duration.ofMinutes(2),
				() -> crashTakesLedgerBack(scene, records));
	}

	/**
	 * The instances are frozen so that they write nothing that would save the last
	 * commits, for less time than it takes the group to give up on a consumer.
	 */
	private static boolean crashTakesLedgerBack(Scene scene, int records) {
		Audit audit = scene.audit();
		Scene.awaitThat("everything merged before", Duration.ofSeconds(60),
				() -> !audit.hasUnfinishedBatch() && !audit.hasUnmergedRows());
		long next = audit.nextOffsets();
		scene.producer().burst(records);
		Scene.awaitThat("the last record staged", Duration.ofSeconds(60), () -> audit.nextOffsets() >= next + records);
		scene.instances().forEach(Instance::freeze);
		long before = audit.nextOffsets();
		scene.postgres().restart();
		long after = audit.nextOffsets();
		scene.instances().forEach(Instance::thaw);
		return after < before;
	}

	static void stopDuringRebalance(Scene scene, Random random) {
		scene.one().consumers().remove("jon");
		scene.two().consumers().add("ned");
		Scene.pass(Duration.ofMillis(random.nextInt(300)));
		scene.postgres().stop();
		Scene.pass(Duration.ofMillis(2_000 + random.nextInt(2_000)));
		scene.postgres().start();
		// Without the database nobody can add or remove any.
		Scene.awaitThat("jon again", Duration.ofSeconds(60),
				() -> scene.one().service().put("/api/consumers/jon").status() == 200);
		Scene.awaitThat("no ned", Duration.ofSeconds(60),
				() -> scene.two().service().delete("/api/consumers/ned").status() != 503);
	}

	/** What was sent meanwhile arrives late, commits that were given up included. */
	static void unreachable(Scene scene, Random random) {
		scene.databaseNetwork().silence();
		comeBack(scene, random);
	}

	/** What was sent meanwhile never arrives, and nobody ends the connections. */
	static void loseConnections(Scene scene, Random random) {
		scene.databaseNetwork().swallow();
		comeBack(scene, random);
	}

	private static void comeBack(Scene scene, Random random) {
		Scene.pass(Scene.DATABASE_TIMEOUT.plusMillis(1_000 + random.nextInt(1_000)));
		scene.databaseNetwork().mend();
		scene.awaitProgress();
	}

	static void readOnly(Scene scene, Random random) {
		TestDatabase administration = scene.postgres().database("postgres");
		administration.execute("ALTER DATABASE test SET default_transaction_read_only = on");
		try {
			administration.execute(TERMINATE);
			Scene.pass(Duration.ofSeconds(10));
		}
		finally {
			administration.execute("ALTER DATABASE test RESET default_transaction_read_only");
			administration.execute(TERMINATE);
		}
	}

	/** A merge takes longer than the settings of the database allow. */
	static void limitTime(Scene scene, Random random) {
		TestDatabase administration = scene.postgres().database("postgres");
		List<String> limits = List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout",
				"transaction_timeout", "idle_session_timeout");
		limits.forEach((limit) -> administration.execute("ALTER DATABASE test SET %s = '1s'".formatted(limit)));
		try {
			administration.execute(TERMINATE);
			scene.fault("takes time");
			scene.awaitProgress();
			scene.awaitProgress();
		}
		finally {
			limits.forEach((limit) -> administration.execute("ALTER DATABASE test RESET " + limit));
			administration.execute(TERMINATE);
		}
	}

	static void exhaustConnections(Scene scene, Random random) {
		TestDatabase administration = scene.postgres().database("postgres");
		long end = System.nanoTime() + Duration.ofSeconds(3L + random.nextInt(3)).toNanos();
		List<Connection> taken = new ArrayList<>();
		try {
			take(administration, taken);
			while (System.nanoTime() < end) {
				taken.get(0).createStatement().execute(TERMINATE);
				take(administration, taken);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			taken.forEach(DatabaseFaults::giveBack);
		}
	}

	/** Takes all connections that are left. */
	private static void take(TestDatabase database, List<Connection> taken) {
		try {
			while (true) {
				taken.add(database.dataSource().getConnection());
			}
		}
		catch (SQLException ex) {
			log.trace("{} connections taken", taken.size(), ex);
		}
	}

	private static void giveBack(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException ex) {
			log.trace("Gone already", ex);
		}
	}

	static void fillDiskWhileStaging(Scene scene, Random random) {
		failFor(scene, "staging disk full", random);
	}

	static void fillDiskWhileMerging(Scene scene, Random random) {
		failFor(scene, "merge disk full", random);
	}

	private static void failFor(Scene scene, String fault, Random random) {
		scene.fault(fault);
		Scene.pass(Duration.ofMillis(2_000 + random.nextInt(2_000)));
		scene.noFaults();
	}

	/** Batches are merged and cleared all the same. */
	static void readSlotsAllTheTime(Scene scene, Random random) {
		try (LongReader reader = new LongReader(scene.database())) {
			reader.awaitMerged(scene.audit());
			for (int i = 0; i < 3; i++) {
				scene.awaitProgress();
			}
		}
	}

	static void readSlotsForLong(Scene scene, Random random) {
		try (LongReader reader = new LongReader(scene.database())) {
			reader.awaitMerged(scene.audit());
			Scene.pass(Duration.ofMillis(2_500 + random.nextInt(1_500)));
		}
	}

}
