package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.format.LinesReaders;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.staging.StagingContext;
import io.kafkatojdbc.table.Slots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What looks at the rows of a batch knows that a record may have several. */
class RecordsAndRowsIT {

	private static final String SLOT = "films_staging_0";

	private final StagingContext context = new StagingContext("", "id text, name text", LinesReaders.class,
			BatchParts.class, BatchSlices.class, Recount.class, Reconciliation.class, MergeLock.class,
			SlotEmptying.class, SlotRelease.class);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void aLostRowOfARecordIsADifference() {
		this.context.stage("a\nb\nc", "skip", "d");
		assertThat(parts()).singleElement().satisfies((part) -> {
			assertThat(part.staged()).isEqualTo(2);
			assertThat(part.rows()).isEqualTo(4);
			assertThat(part.rowsFound()).isEqualTo(4);
			assertThat(part.skipped()).isOne();
			assertThat(part.differences()).isEmpty();
		});
		this.context.execute("DELETE FROM films_staging WHERE id = 'b'");
		assertThat(Reconciliation.differences(parts()))
			.containsExactly("partition 0: 4 rows were staged, and 3 are in the staging table");
	}

	@Test
	void aBatchThatIsSetAsideTakesAllItsRowsAlong() {
		this.context.stage("a\nb\nc", "d");
		assertThat(this.context.bean(OpenBatches.class).seal(1, SealReason.MANUAL)).isTrue();
		assertThat(Reconciliation.differences(parts())).isEmpty();
		assertThat(this.context.bean(SlotRelease.class).setAside(1)).isTrue();
		assertThat(this.context.count("films_staging_set_aside WHERE batch = 1")).isEqualTo(4);
		assertThat(Reconciliation.differences(parts())).isEmpty();
		this.context.execute("DELETE FROM films_staging WHERE id = 'c'");
		assertThat(Reconciliation.differences(parts())).hasSize(1);
		this.context.execute("UPDATE ingest.batch SET state = 'CLEARED' WHERE number = 1");
		assertThat(parts()).singleElement()
			.satisfies(
					(part) -> assertThat(part.rowsFound()).as("rows that an old merge has not counted").isEqualTo(4));
	}

	@Test
	void anOpenBatchWithSkippedRecordsOnlyIsNotSealed() {
		this.context.stage("skip", "skip");
		assertThat(this.context.bean(OpenBatches.class).seal(1, SealReason.MANUAL)).isFalse();
	}

	@Test
	void theCulpritIsAWholeRecord() {
		this.context.stage("a\nb\nc", "d", "e\nf", "g\nbad\nh", "i", "j\nk\nl");
		Culprit culprit = search("id = 'bad'");
		assertThat(culprit.from()).isEqualTo(new RecordPlace(0, 3));
		assertThat(culprit.to()).isEqualTo(culprit.from());
		assertThat(culprit.rows()).isEqualTo(3);
		assertThat(search("id = 'a'").to()).isEqualTo(new RecordPlace(0, 0));
		assertThat(search("id = 'l'").from()).isEqualTo(new RecordPlace(0, 5));
		Culprit two = search("id = 'f' AND EXISTS (SELECT FROM films_staging WHERE id = 'i')");
		assertThat(two.from()).isEqualTo(new RecordPlace(0, 2));
		assertThat(two.to()).isEqualTo(new RecordPlace(0, 4));
		assertThat(two.rows()).isEqualTo(6);
	}

	private Culprit search(String bad) {
		JdbcClient jdbc = this.context.bean(JdbcClient.class);
		Function<Runnable, Trial> dryRun = (change) -> this.context.inTransaction(() -> {
			change.run();
			boolean fails = jdbc.sql("SELECT EXISTS (SELECT FROM %s WHERE %s)".formatted(SLOT, bad))
				.query(Boolean.class)
				.single();
			return new Trial(null, Duration.ZERO, fails ? new IllegalStateException(bad) : null);
		});
		return new CulpritSearch(new BatchRows(jdbc, SLOT, 1), dryRun, () -> false).search();
	}

	@Test
	void allRowsOfARecordAreShown() {
		this.context.stage("a\nb", "c", "skip");
		StagedRows rows = new StagedRows(this.context.bean(JdbcClient.class), this.context.bean(LimitedQuestion.class),
				this.context.bean(Slots.class));
		assertThat(rows.find(1, new RecordPlace(0, 0)).orElseThrow()).startsWith("[{")
			.containsSubsequence("\"id\": \"a\"", "\"id\": \"b\"");
		assertThat(rows.find(1, new RecordPlace(0, 1)).orElseThrow()).startsWith("{").contains("\"id\": \"c\"");
		assertThat(rows.find(1, new RecordPlace(0, 2))).isEmpty();
	}

	private List<BatchPart> parts() {
		Batch batch = this.context.bean(BatchHistory.class).find(1).orElseThrow();
		return this.context.bean(Recount.class).parts(batch);
	}

}
