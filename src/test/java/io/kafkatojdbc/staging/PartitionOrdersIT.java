package io.kafkatojdbc.staging;

import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.table.CurrentStagingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Staged rows and rejected records have an order, which the ledger keeps up with. */
class PartitionOrdersIT {

	private static final long TIME = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();

	private static final String GOOD = "{\"id\": \"1\"}";

	private final StagingContext context = new StagingContext("id text NOT NULL");

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void neverDecreasesFromOnePollToTheNext() {
		stage(0, TIME, GOOD);
		stage(1, TIME - 1_000, GOOD);
		stage(2, TIME + 1, "no JSON");
		stage(3, TIME, GOOD);
		assertThat(orders("films_staging")).containsExactly(TIME, TIME, TIME + 1);
		assertThat(orders("ingest.rejected_record")).containsExactly(TIME + 1);
		assertThat(orders("ingest.partition_offset WHERE kafka_partition = 0")).containsExactly(TIME + 1);
	}

	@Test
	void isReadFromTheLedgerAfterSomebodyElseHasStaged() {
		stage(0, TIME, GOOD);
		this.context.execute("""
				UPDATE ingest.partition_offset SET next_offset = 5, kafka_order = '2026-11-02 12:00Z'
				WHERE kafka_partition = 0;
				UPDATE ingest.batch_part SET next_offset = 5, staged = 5
				""");
		stage(5, TIME + 1, GOOD);
		assertThat(orders("films_staging")).containsExactly(TIME, TIME + 86_400_000);
	}

	@Test
	void aPollThatCountsFromAnotherOrderIsReadAgain() {
		stage(0, TIME, GOOD);
		this.context.execute("UPDATE ingest.partition_offset SET kafka_order = '2026-11-02 12:00Z'");
		assertThatExceptionOfType(StaleOffsetException.class).isThrownBy(() -> stage(1, TIME + 1, GOOD));
		assertThat(this.context.count("films_staging")).isOne();
		stage(1, TIME + 1, GOOD);
		assertThat(orders("films_staging")).containsExactly(TIME, TIME + 86_400_000);
	}

	@Test
	void isKeptWithoutAColumnForIt() {
		change("ALTER TABLE films_staging DROP COLUMN kafka_order");
		stage(0, TIME, "{\"id\": \"1\", \"kafkaOrder\": 5}");
		change("""
				ALTER TABLE films_staging ADD COLUMN kafka_order timestamptz NOT NULL DEFAULT 'epoch';
				ALTER TABLE films_staging ALTER COLUMN kafka_order DROP DEFAULT
				""");
		stage(1, TIME - 1_000, GOOD);
		assertThat(this.context.count("ingest.rejected_record")).isZero();
		assertThat(orders("films_staging")).containsExactly(0L, TIME);
	}

	private void change(String ddl) {
		this.context.execute(ddl);
		this.context.bean(CurrentStagingTable.class).doubt();
	}

	private void stage(long offset, long timestamp, String json) {
		Poll poll = new Poll();
		poll.add(0, offset, offset + 1, List.of(Samples.record(0, offset, timestamp, json)));
		this.context.bean(Stager.class).stage(poll);
	}

	private List<Long> orders(String from) {
		return this.context.jdbc()
			.sql("SELECT (extract(epoch FROM kafka_order) * 1000)::bigint FROM " + from + " ORDER BY 1")
			.query(Long.class)
			.list();
	}

}
