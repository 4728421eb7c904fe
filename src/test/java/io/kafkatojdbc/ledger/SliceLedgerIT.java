package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** Instances that have found the same slices to merge do not merge them twice. */
class SliceLedgerIT {

	private final TestDatabase database = TestServers.emptyDatabase();

	private final AtomicInteger calls = new AtomicInteger();

	private final SliceLedger ledger = ledger(this.database.dataSource());

	@BeforeEach
	void divide() {
		new LedgerSchema(this.database.dataSource(), this.database.jdbc()).afterPropertiesSet();
		this.database.execute(
				"""
						INSERT INTO ingest.pipeline VALUES ('films', 'films', 'id', 'cluster', 'films', 'films_staging', 'merge');
						INSERT INTO ingest.batch (pipeline, number, slot, state) VALUES ('films', 1, 1, 'SEALED');
						INSERT INTO ingest.batch_slice (pipeline, batch, slice, slices) VALUES ('films', 1, 0, 2), ('films', 1, 1, 2)
						""");
	}

	@Test
	void oneThatIsMergedIsNotMergedAgain() {
		assertThat(merge(0, 2)).isTrue();
		assertThat(merge(0, 2)).isFalse();
		assertThat(this.calls).hasValue(1);
		assertThat(this.ledger.complete(1)).isEmpty();
		assertThat(merge(1, 2)).isTrue();
		assertThat(this.ledger.complete(1)).isPresent();
		assertThat(this.ledger.complete(1)).isEmpty();
	}

	@Test
	void oneOfABatchThatWasDividedAnewIsNotMerged() {
		this.database.execute("UPDATE ingest.batch_slice SET slices = 3");
		assertThat(merge(0, 2)).isFalse();
		assertThat(this.calls).hasValue(0);
	}

	@Test
	void oneOfABatchThatWasSetAsideIsNotMerged() {
		this.database.execute("UPDATE ingest.batch SET state = 'SET_ASIDE'");
		assertThat(merge(0, 2)).isFalse();
		assertThat(this.calls).hasValue(0);
	}

	private boolean merge(int slice, int of) {
		return this.ledger.merge(1, slice, of, (batch, each, slices) -> {
			this.calls.incrementAndGet();
			return 10L;
		});
	}

	private static SliceLedger ledger(DataSource database) {
		JdbcClient jdbc = JdbcClient.create(database);
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
		PipelineProperties pipeline = new PipelineProperties("films", "films", "films_staging", "merge_films");
		BatchSlices slices = new BatchSlices(jdbc, pipeline);
		Reconciliation reconciliation = new Reconciliation(jdbc, new LimitedQuestion(jdbc, transaction),
				mock(Slots.class), slices, pipeline);
		return new SliceLedger(jdbc, transaction,
				new BatchLocks(new JdbcTemplate(database), pipeline, Duration.ofMinutes(1)), slices, reconciliation,
				pipeline);
	}

}
