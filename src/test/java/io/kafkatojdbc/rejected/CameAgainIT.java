package io.kafkatojdbc.rejected;

import io.kafkatojdbc.ledger.Ledgers;
import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rejected records that were read again, among many batches. */
class CameAgainIT {

	private static final int BATCHES = 20_000;

	/** Batch n has the offsets from 10 n, but for the last, which is open. */
	private static final String LEDGER = """
			INSERT INTO ingest.pipeline (name, topic, topic_id, cluster_id, consumer_group, staging_table, merge_procedure)
				VALUES ('films', 'films', 'id', 'c', 'g', 's', 'm');
			INSERT INTO ingest.batch (pipeline, number, slot, state)
				SELECT 'films', n, n %% 2, CASE n WHEN %1$d THEN 'OPEN' ELSE 'CLEARED' END FROM generate_series(1, %1$d) n;
			INSERT INTO ingest.batch_part (pipeline, batch, kafka_partition, from_offset, next_offset, staged, rejected,
					skipped)
				SELECT 'films', n, 0, n * 10, n * 10 + 10, 10, 0, 0 FROM generate_series(1, %1$d) n;
			INSERT INTO ingest.rejected_record (pipeline, kafka_partition, kafka_offset, batch, reason, header_names,
					header_values)
				VALUES ('films', 0, 105, 10, 'bad', '{}', '{}');
			ANALYZE
			""";

	private static final String PARTS_READ = """
			SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relid = 'ingest.batch_part'::regclass
			""";

	private final TestDatabase database = TestServers.emptyDatabase();

	private final SingleConnectionDataSource connection = new SingleConnectionDataSource(this.database.jdbcUrl(),
			TestDatabase.USER, TestDatabase.USER, true);

	private final JdbcClient jdbc = JdbcClient.create(this.connection);

	@BeforeEach
	void createLedger() {
		Ledgers.create(this.database);
		this.database.execute(LEDGER.formatted(BATCHES));
		this.connection.setAutoCommit(false);
	}

	@AfterEach
	void disconnect() {
		this.connection.destroy();
	}

	@Test
	void aRecordThatWasReadOnceDidNotComeAgain() {
		this.jdbc.sql("UPDATE ingest.batch SET differences_accepted = true WHERE number IN (9, 10, 11)").update();
		assertThat(cameAgain(105)).isFalse();
		assertThat(this.jdbc.sql(PARTS_READ).query(Long.class).single()).as("parts read among all").isLessThan(10);
	}

	@Test
	void aRecordFromWhereAnUnmergedBatchBeginsOnCameAgain() {
		begin(BATCHES, 105);
		assertThat(cameAgain(105)).isTrue();
		begin(BATCHES, 106);
		assertThat(cameAgain(105)).isFalse();
	}

	@Test
	void aRecordCameAgainAlsoIfTheBatchIsMerged() {
		begin(50, 100);
		this.jdbc.sql("UPDATE ingest.batch SET differences_accepted = true WHERE number IN (50, 60)").update();
		assertThat(cameAgain(105)).isTrue();
		this.jdbc.sql("UPDATE ingest.pipeline SET first_batch = 51").update();
		assertThat(cameAgain(105)).as("in a topic that was made anew since").isFalse();
	}

	private void begin(int batch, long offset) {
		this.jdbc
			.sql("UPDATE ingest.batch_part SET from_offset = ?, skipped = next_offset - ? - staged WHERE batch = ?")
			.params(offset, offset, batch)
			.update();
	}

	private boolean cameAgain(long offset) {
		return this.jdbc.sql(RejectedStatements.ONE)
			.param("pipeline", Pipelines.films().name())
			.param("partition", 0)
			.param("offset", offset)
			.query((rs, index) -> rs.getBoolean("came_again"))
			.single();
	}

}
