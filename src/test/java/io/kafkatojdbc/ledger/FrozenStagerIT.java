package io.kafkatojdbc.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServersConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A stager that hangs in its transaction does not keep a batch from being sealed for
 * ever.
 */
@SpringBootTest(properties = "ingest.batch.max-age=1h")
@Import(TestServersConfiguration.class)
@DirtiesContext
class FrozenStagerIT {

	private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(hashtextextended('kafka-to-jdbc-batch seal %s', 0))";

	@Autowired
	private TestDatabase database;

	@Autowired
	private Pipeline pipeline;

	@Autowired
	private BatchHistory history;

	@Autowired
	@Control
	private JdbcClient control;

	@Autowired
	@Control
	private TransactionTemplate transaction;

	@Test
	void isEndedOnceItHasHeldTheLockForTooLong() throws SQLException {
		this.database.execute("""
				INSERT INTO ingest.batch_part SELECT pipeline, number, 0, 0, 1, 1, 0, 0, now(), now() FROM ingest.batch
				""");
		try (Connection frozen = this.database.dataSource().getConnection();
				Statement statement = frozen.createStatement()) {
			frozen.setAutoCommit(false);
			statement.execute(SHARE.formatted(this.pipeline.name()));
			assertThat(ledger(Duration.ofHours(1)).seal(1, SealReason.ROWS)).as("sealed over a stager").isFalse();
			statement.execute("SELECT 'still there'");
			OpenBatches impatient = ledger(Duration.ZERO);
			assertThat(impatient.seal(1, SealReason.ROWS)).as("sealed before it was ended").isFalse();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT 'ended'"));
			assertThat(impatient.seal(1, SealReason.ROWS)).as("sealed").isTrue();
		}
		assertThat(this.history.find(1))
			.hasValueSatisfying((batch) -> assertThat(batch.state()).isNotEqualTo(BatchState.OPEN));
	}

	private OpenBatches ledger(Duration frozenAfter) {
		return new OpenBatches(this.control, this.transaction, new SealLock(this.pipeline, frozenAfter), this.pipeline);
	}

}
