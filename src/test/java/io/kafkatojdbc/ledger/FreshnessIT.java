package io.kafkatojdbc.ledger;

import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** SQL users see in {@code ingest.freshness} how current the target is. */
class FreshnessIT {

	private final TestDatabase database = TestServers.emptyDatabase();

	@BeforeEach
	void createLedger() {
		new LedgerSchema(this.database.dataSource(), this.database.jdbc()).afterPropertiesSet();
		this.database.execute(
				"""
						INSERT INTO ingest.pipeline VALUES ('films', 'films', 'id', 'cluster', 'films', 'films_staging', 'merge');
						INSERT INTO ingest.partition_offset VALUES ('films', 0, 30);
						INSERT INTO ingest.log_end VALUES ('films', 0, 30, '2026-01-01 12:00Z');
						""");
		batch(1, "CLEARED", 0, 10, "2026-01-01 11:10Z");
		batch(2, "CLEARED", 10, 20, "2026-01-01 11:20Z");
		batch(3, "OPEN", 20, 30, "2026-01-01 11:30Z");
	}

	private void batch(int number, String state, int from, int next, String timestamp) {
		this.database.execute("""
				INSERT INTO ingest.batch (pipeline, number, slot, state) VALUES ('films', %1$d, %1$d %% 2, '%2$s');
				INSERT INTO ingest.batch_part VALUES ('films', %1$d, 0, %3$d, %4$d, 10, 0, 0, now(), now(), '%5$s');
				""".formatted(number, state, from, next, timestamp));
	}

	@Test
	void isTheTimestampOfTheLastMergedRecordWhileMoreWaits() {
		assertThat(freshness()).isEqualTo("20 30 30 2026-01-01 11:20:00 0");
	}

	@Test
	void isWhenTheEndOfTheTopicWasSeenOnceAllIsMerged() {
		this.database.execute("UPDATE ingest.batch SET state = 'MERGED' WHERE number = 3");
		assertThat(freshness()).isEqualTo("30 30 30 2026-01-01 12:00:00 0");
	}

	@Test
	void isNotHeldUpByWhatHasNoRows() {
		this.database.execute("UPDATE ingest.batch_part SET staged = 0, rejected = 3, skipped = 7 WHERE batch = 3");
		assertThat(freshness()).isEqualTo("30 30 30 2026-01-01 12:00:00 0");
	}

	@Test
	void isHeldUpByABatchThatIsSetAside() {
		this.database.execute("UPDATE ingest.batch SET state = 'SET_ASIDE' WHERE number = 2");
		assertThat(freshness()).isEqualTo("10 30 30 2026-01-01 11:10:00 0");
	}

	@Test
	void isHeldUpByTheSlicesThatAreNotMerged() {
		this.database.execute(
				"""
						UPDATE ingest.batch SET state = 'SET_ASIDE' WHERE number = 2;
						INSERT INTO ingest.batch_slice VALUES ('films', 2, 0, 2, NULL, NULL, NULL), ('films', 2, 1, 2, now(), now(), 1);
						""");
		assertThat(freshness()).isEqualTo("10 30 30 2026-01-01 11:10:00 0");
		this.database.execute("UPDATE ingest.batch_slice SET merged_at = now()");
		assertThat(freshness()).isEqualTo("20 30 30 2026-01-01 11:20:00 0");
	}

	@Test
	void countsRejectedRecordsThatWait() {
		this.database.execute(
				"""
						INSERT INTO ingest.rejected_record (pipeline, kafka_partition, kafka_offset, batch, reason, header_names,
							header_values) SELECT 'films', 0, o, 1, 'not JSON', '{}', '{}' FROM generate_series(1, 3) o;
						UPDATE ingest.rejected_record SET state = 'DISCARDED' WHERE kafka_offset = 2;
						""");
		assertThat(freshness()).endsWith(" 2");
	}

	@Test
	void forgetsATopicThatWasMadeAnew() {
		this.database.execute("""
				UPDATE ingest.batch SET state = 'SET_ASIDE' WHERE number = 2;
				UPDATE ingest.batch SET state = 'CLEARED' WHERE number = 3;
				UPDATE ingest.pipeline SET first_batch = 4;
				UPDATE ingest.partition_offset SET next_offset = 0;
				UPDATE ingest.log_end SET end_offset = 5;
				""");
		assertThat(freshness()).isEqualTo("0 0 5 null 0");
	}

	private String freshness() {
		return this.database.jdbc()
			.sql("""
					SELECT merged_offset, staged_offset, end_offset, complete_until AT TIME ZONE 'UTC' AS until, rejected_waiting
					FROM ingest.freshness WHERE pipeline = 'films' AND kafka_partition = 0
					""")
			.query((rs, index) -> "%d %d %d %s %d".formatted(rs.getLong(1), rs.getLong(2), rs.getLong(3),
					(rs.getString(4) != null) ? rs.getString(4).substring(0, 19) : null, rs.getLong(5)))
			.single();
	}

}
