package io.kafkatojdbc.merge;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServersConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * An instance that was held up goes on from what it has last read of a batch, which
 * others have finished meanwhile, and whose slot another batch has taken.
 */
@SpringBootTest
@Import(TestServersConfiguration.class)
@DirtiesContext
class LateInstanceIT {

	@Autowired
	private TestDatabase database;

	@Autowired
	private OpenBatches batches;

	@Autowired
	private WholeMerge merges;

	@Autowired
	private SlotRelease slots;

	@MockitoSpyBean
	private MergeProcedure procedure;

	@Autowired
	private BatchHistory history;

	@Test
	void changesNothing() {
		stage();
		Batch first = finishOpenBatch();
		stage();
		finishOpenBatch();
		stage();
		assertThat(this.history.current().open().slot()).isEqualTo(first.slot());
		assertThat(this.batches.seal(first.number(), SealReason.ROWS)).as("sealed again").isFalse();
		clearInvocations(this.procedure);
		assertThat(this.merges.merge(first.number())).isEmpty();
		verify(this.procedure, never()).merge(anyLong(), anyInt(), anyInt());
		assertThat(this.slots.clear(first)).as("cleared again").isFalse();
		assertThat(rowsInSlot(first.slot())).isEqualTo(1);
		assertThat(this.history.find(first.number()).orElseThrow().state()).isEqualTo(BatchState.CLEARED);
		finishOpenBatch();
	}

	@Test
	void doesNotSealABatchBeforeTheOneBeforeItIsCleared() {
		stage();
		Batch failed = finishOpenBatch();
		setState(failed, "FAILED");
		stage();
		assertThat(this.batches.seal(failed.number() + 1, SealReason.ROWS)).as("sealed too early").isFalse();
		setState(failed, "CLEARED");
		finishOpenBatch();
	}

	private void stage() {
		long number = this.history.current().open().number();
		this.database.execute("""
				INSERT INTO films_staging_%2$d (id, name, batch, kafka_partition, kafka_offset, kafka_order)
				VALUES ('%1$d', 'Vertigo', %1$d, 0, %1$d, 'epoch');
				INSERT INTO ingest.batch_part SELECT pipeline, number, 0, %1$d, %1$d + 1, 1, 0, 0, now(), now()
				FROM ingest.batch WHERE number = %1$d;
				""".formatted(number, this.history.current().open().slot()));
	}

	/** The coordinator, which is running, merges and clears it. */
	private Batch finishOpenBatch() {
		long number = this.history.current().open().number();
		assertThat(this.batches.seal(number, SealReason.MANUAL)).isTrue();
		Batch sealed = this.history.find(number).orElseThrow();
		await("end of batch " + number)
			.until(() -> this.history.find(number).orElseThrow().state() == BatchState.CLEARED);
		return sealed;
	}

	private void setState(Batch batch, String state) {
		this.database
			.execute("UPDATE ingest.batch SET state = '%s' WHERE number = %d".formatted(state, batch.number()));
	}

	private long rowsInSlot(int slot) {
		return this.database.jdbc().sql("SELECT count(*) FROM films_staging_" + slot).query(Long.class).single();
	}

}
