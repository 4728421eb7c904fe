package io.kafkatojdbc.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServersConfiguration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A stager that hangs in its transaction does not keep a batch from being sealed for
 * ever, and a stager that is slow is left alone.
 */
@SpringBootTest(properties = { "ingest.staging.idle-timeout=2s", "ingest.batch.quiet-period=1h" })
@Import(TestServersConfiguration.class)
@DirtiesContext
class FrozenStagerIT {

	/** Much longer than the time-out of these tests. */
	private static final Duration SLOW = Duration.ofSeconds(7);

	private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(hashtextextended('kafka-to-jdbc-batch seal %s', 0))";

	private final ExecutorService background = Executors.newCachedThreadPool();

	@Autowired
	private TestDatabase database;

	@Autowired
	private Pipeline pipeline;

	@Autowired
	private OpenBatches batches;

	@Autowired
	private StagingLedger ledger;

	@Autowired
	private TransactionTemplate transaction;

	private Connection session;

	private int pid;

	@BeforeEach
	void share() throws SQLException {
		this.session = this.database.dataSource().getConnection();
		this.pid = this.session.unwrap(PGConnection.class).getBackendPID();
		this.session.setAutoCommit(false);
		execute(SHARE.formatted(this.pipeline.name()));
	}

	@AfterEach
	void close() throws SQLException {
		this.background.shutdownNow();
		// A session that was ended in a COPY cannot be closed.
		this.session.abort(Runnable::run);
	}

	@Test
	void anIdleSessionIsEnded() {
		awaitSealLock();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute("SELECT 'ended'"));
	}

	@Test
	void aCopyThatGetsNoMoreRowsIsEnded() throws SQLException {
		CopyIn copy = copy();
		awaitSealLock();
		assertThatExceptionOfType(SQLException.class).isThrownBy(copy::endCopy);
	}

	@Test
	void aCopyThatGetsRowsSlowlyIsLeftAlone() throws Exception {
		CopyIn copy = copy();
		AtomicInteger copied = new AtomicInteger();
		Future<Long> work = this.background.submit(() -> {
			byte[] row = "1\t0\t0\tepoch\tx\tVertigo\n".getBytes(StandardCharsets.UTF_8);
			await("enough rows").pollInterval(Duration.ofMillis(200)).atMost(SLOW.multipliedBy(2)).until(() -> {
				copy.writeToCopy(row, 0, row.length);
				copy.flushCopy();
				return copied.incrementAndGet() >= SLOW.toMillis() / 200;
			});
			return copy.endCopy();
		});
		awaitStillShared(work);
		assertThat(work.get()).isEqualTo(copied.get());
		this.session.rollback();
		awaitSealLock();
	}

	@Test
	void aStatementThatTakesLongIsLeftAlone() throws Exception {
		Future<?> statement = this.background.submit(() -> {
			execute("SELECT pg_sleep(%d)".formatted(SLOW.toSeconds()));
			return true;
		});
		awaitStillShared(statement);
		statement.get();
		this.session.commit();
		awaitSealLock();
	}

	/** Rows that it has locked would hold others up even if nobody wants to seal. */
	@Test
	void aSessionOfTheServiceIsEndedAlsoIfNobodySeals() throws SQLException {
		this.session.rollback();
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.ledger.holdOpenBatch();
			await("the end of the session").atMost(Duration.ofSeconds(10)).until(() -> sharers() == 0);
		})).isNotInstanceOf(ConditionTimeoutException.class);
	}

	/** The wait of the sealer must not have ended the session meanwhile. */
	private void awaitStillShared(Future<?> work) {
		await("the end of the work").atMost(SLOW.multipliedBy(2)).until(() -> {
			boolean sealable = this.batches.whileNothingIsStaged(() -> true).isPresent();
			return sealable || work.isDone();
		});
		assertThat(sessions(this.pid)).as("session of the slow stager").isEqualTo(1);
		assertThat(this.batches.sealProblem()).contains("waiting to be sealed", "session " + this.pid);
	}

	private void awaitSealLock() {
		await("the seal lock").atMost(Duration.ofSeconds(12))
			.until(() -> this.batches.whileNothingIsStaged(() -> true).isPresent());
		assertThat(this.batches.sealProblem()).isNull();
	}

	private CopyIn copy() throws SQLException {
		return this.session.unwrap(PGConnection.class)
			.getCopyAPI()
			.copyIn("COPY films_staging_0 (batch, kafka_partition, kafka_offset, kafka_order, id, name) FROM STDIN");
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.session.createStatement()) {
			statement.execute(sql);
		}
	}

	private int sharers() {
		return count("""
				SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
				WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 1
				""");
	}

	private int sessions(int pid) {
		return count("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid);
	}

	private int count(String sql) {
		return this.database.jdbc().sql(sql).query(Integer.class).single();
	}

}
