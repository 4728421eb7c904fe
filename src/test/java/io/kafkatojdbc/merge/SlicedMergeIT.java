package io.kafkatojdbc.merge;

import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.kafkatojdbc.ledger.Ledgers;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Instances that have found the same slices to merge do not merge them twice. */
class SlicedMergeIT {

	private final TestDatabase database = TestServers.emptyDatabase();

	private final AtomicInteger calls = new AtomicInteger();

	private final SealedBatches batches = Ledgers.sealedBatches(this.database, Pipelines.films());

	private final SlicedMerge merge = merge();

	@BeforeEach
	void divide() {
		Ledgers.create(this.database);
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
		assertThat(this.batches.mergedInSlices(1)).isEmpty();
		assertThat(merge(1, 2)).isTrue();
		assertThat(this.batches.mergedInSlices(1)).isPresent();
		assertThat(this.batches.mergedInSlices(1)).isEmpty();
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
		return this.merge.mergeSlice(1, slice, of);
	}

	private SlicedMerge merge() {
		DataSource dataSource = this.database.dataSource();
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		Pipeline pipeline = Pipelines.films();
		MergeProcedure procedure = mock(MergeProcedure.class);
		given(procedure.merge(anyLong(), anyInt(), anyInt())).willAnswer((call) -> {
			this.calls.incrementAndGet();
			return 10L;
		});
		return new SlicedMerge(transaction, new MergeLock(new JdbcTemplate(dataSource), pipeline), this.batches,
				new BatchSlices(this.database.jdbc(), pipeline), mock(SliceDivision.class), procedure,
				new SliceThreads(pipeline), pipeline);
	}

}
