package io.kafkatojdbc.retention;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.Ledgers;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The ledger after half a year, with a batch cleared every two and a half minutes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetentionIT {

	private static final int BATCHES = 100_000;

	/**
	 * Batch 1000 is set aside, batch 2000 has the place of a record that waits, and
	 * partition 1 has had no record since batch 3000.
	 */
	private static final String LEDGER = """
			INSERT INTO ingest.pipeline (name, topic, topic_id, cluster_id, consumer_group, staging_table, merge_procedure)
				VALUES ('films', 'films', 'id', 'c', 'g', 's', 'm');
			INSERT INTO ingest.batch (pipeline, number, slot, state, opened_at, cleared_at)
				SELECT 'films', n, n %% 2, CASE n WHEN %1$d + 1 THEN 'OPEN' WHEN 1000 THEN 'SET_ASIDE' ELSE 'CLEARED' END, t, t
				FROM generate_series(1, %1$d + 1) n, LATERAL (SELECT now() - (%1$d - n) * interval '155.52 s' AS t) x;
			INSERT INTO ingest.batch_part (pipeline, batch, kafka_partition, from_offset, next_offset, staged, rejected,
					skipped, last_timestamp)
				SELECT 'films', n, p, n * 10, n * 10 + 10, 10, 0, 0, now() - (%1$d - n) * interval '155.52 s'
				FROM generate_series(1, %1$d + 1) n, generate_series(0, 1) p WHERE p = 0 OR n <= 3000;
			UPDATE ingest.batch SET differences_accepted = true WHERE number = 501;
			INSERT INTO ingest.batch_slice (pipeline, batch, slice, slices, merged_at) VALUES ('films', 7, 0, 1, now());
			INSERT INTO ingest.partition_offset VALUES ('films', 0, %1$d * 10 + 20), ('films', 1, 30010);
			INSERT INTO ingest.rejected_record (pipeline, kafka_partition, kafka_offset, batch, reason, header_names,
					header_values, state, changed_at)
				SELECT 'films', 0, o, o / 10, 'bad', '{}', '{}', s, now() - interval '100 days'
				FROM (VALUES (20005, 'WAITING'), (10005, 'DISCARDED'), (50, 'DISCARDED'), (60, 'RETRIED')) r (o, s);
			INSERT INTO ingest.setting_change (pipeline, number, key, new_value, changed_at) VALUES
				('films', 1, 'a', '1', now() - interval '120 days'), ('films', 2, 'a', '2', now() - interval '110 days'),
				('films', 3, 'b', '3', now() - interval '100 days'), ('films', 4, 'b', '4', now());
			INSERT INTO ingest.setting_change (pipeline, number, instance, key, new_value, changed_at) VALUES
				('films', 5, 'one', 'a', '5', now() - interval '100 days');
			ANALYZE
			""";

	private static final TestDatabase database = TestServers.emptyDatabase();

	private static final SingleConnectionDataSource connection = new SingleConnectionDataSource(database.jdbcUrl(),
			TestDatabase.USER, TestDatabase.USER, true);

	private static final JdbcClient jdbc = JdbcClient.create(connection);

	private static final Pipeline pipeline = Pipelines.films();

	private static final Retention retention = new Retention(jdbc,
			new TransactionTemplate(new JdbcTransactionManager(connection)), Ledgers.clearedBatches(jdbc, pipeline),
			pipeline);

	@BeforeAll
	static void createLedger() {
		Ledgers.create(database);
		database.execute(LEDGER.formatted(BATCHES));
	}

	@AfterAll
	static void disconnect() {
		connection.destroy();
	}

	@Test
	@Order(1)
	void readsTouchOnlyTheBatchesThatTheyShow() {
		Map<String, Long> before = tableScans();
		BatchHistory history = Ledgers.history(jdbc, pipeline);
		for (int i = 0; i < 10; i++) {
			for (BatchState state : BatchState.values()) {
				history.recent(EnumSet.of(state), 20);
			}
			assertThat(history.recent(EnumSet.allOf(BatchState.class), 20)).hasSize(20);
			assertThat(history.recent(EnumSet.of(BatchState.SET_ASIDE), 40)).hasSize(1);
			assertThat(history.current().open().number()).isEqualTo(BATCHES + 1);
			assertThat(history.find(500).map(Batch::rows)).hasValue(20L);
			freshness();
		}
		assertThat(tableScans()).isEqualTo(before);
		assertThat(rowsRead("batch_part", () -> freshness())).as("parts read to see how current the target is")
			.isLessThan(100);
		assertThat(rowsRead("batch_part", () -> history.recent(EnumSet.of(BatchState.FAILED), 20))).isZero();
	}

	@Test
	@Order(2)
	void nothingIsDeletedWhileAnotherInstanceDeletes() throws Exception {
		try (var other = database.dataSource().getConnection(); var statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement
				.execute("SELECT pg_advisory_xact_lock(hashtextextended('kafka-to-jdbc-batch retention films', 0))");
			assertThat(retention.trim()).isFalse();
		}
		assertThat(count("ingest.batch")).isEqualTo(BATCHES + 1L);
	}

	@Test
	@Order(3)
	void whatIsOldGoesInChunksAndWhatIsNeededStays() {
		List<String> before = freshness();
		assertThat(retention.trim()).isTrue();
		assertThat(count("ingest.batch")).as("batches after the first chunk").isEqualTo(BATCHES + 1L - 998);
		Map<String, Long> scans = tableScans();
		int chunks = 1;
		while (retention.trim()) {
			chunks++;
		}
		assertThat(tableScans()).isEqualTo(scans);
		assertThat(chunks).isBetween(49, 51);
		assertThat(jdbc.sql("SELECT number FROM ingest.batch WHERE cleared_at < now() - interval '90 days' ORDER BY 1")
			.query(Long.class)
			.list()).containsExactly(501L, 999L, 1000L, 2000L, 3000L);
		assertThat(count("ingest.batch WHERE cleared_at > now() - interval '90 days'")).isGreaterThan(49_000);
		assertThat(count("ingest.batch_part WHERE batch < 40000")).as("parts of old batches").isEqualTo(10);
		assertThat(count("ingest.batch_slice")).isZero();
		assertThat(freshness()).isEqualTo(before);
	}

	@Test
	@Order(4)
	void decidedRecordsGoWithTheirBatchAndReplacedSettingsGo() {
		assertThat(rowsRead("batch", retention::trim)).as("batches read while none is old").isLessThan(100);
		assertThat(
				jdbc.sql("SELECT state || batch FROM ingest.rejected_record ORDER BY batch").query(String.class).list())
			.containsExactly("DISCARDED1000", "WAITING2000");
		assertThat(jdbc.sql("SELECT number FROM ingest.setting_change ORDER BY 1").query(Integer.class).list())
			.containsExactly(2, 4, 5);
	}

	private static List<String> freshness() {
		return jdbc.sql("SELECT f::text FROM ingest.freshness f ORDER BY kafka_partition").query(String.class).list();
	}

	private static Map<String, Long> tableScans() {
		flush();
		return Map.of("batch", statistic("seq_scan", "batch"), "batch_part", statistic("seq_scan", "batch_part"));
	}

	private static long rowsRead(String table, Runnable read) {
		flush();
		long before = statistic("idx_tup_fetch", table);
		read.run();
		flush();
		return statistic("idx_tup_fetch", table) - before;
	}

	private static void flush() {
		jdbc.sql("SELECT pg_stat_force_next_flush()").query().singleRow();
	}

	private static long statistic(String column, String table) {
		return jdbc
			.sql("SELECT %s FROM pg_stat_user_tables WHERE schemaname = 'ingest' AND relname = '%s'".formatted(column,
					table))
			.query(Long.class)
			.single();
	}

	private static long count(String from) {
		return jdbc.sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

}
