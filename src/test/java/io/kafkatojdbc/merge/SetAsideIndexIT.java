package io.kafkatojdbc.merge;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A merge does not read a million rows that are set aside beside its batch. */
class SetAsideIndexIT {

	/** The server plans a statement of a procedure anew for its first calls only. */
	private static final int CALLS = 8;

	private final TestDatabase database = TestServers.database();

	@Test
	void otherBatchesThatAreSetAsideAreNotRead() throws SQLException {
		this.database.execute("""
				INSERT INTO films_staging (kafka_order, slot, batch, kafka_offset, kafka_partition, id, name)
				SELECT 'epoch', 2, 1, n, 0, n::text, 'Vertigo' FROM generate_series(1, 1000000) n;
				INSERT INTO films_staging_0 (kafka_order, batch, kafka_offset, kafka_partition, id, name)
				SELECT 'epoch', 2, n, 0, n::text, 'Rope' FROM generate_series(1, 100) n;
				""");
		assertThat(rowsReadBesides()).as("rows read before the table is analyzed").isZero();
		this.database.execute("ANALYZE films_staging");
		assertThat(rowsReadBesides()).as("rows read after the table is analyzed").isZero();
		assertThat(plan()).anyMatch((line) -> line.contains("using films_staging_set_aside_batch_idx")
				|| line.contains("Bitmap Index Scan on films_staging_set_aside_batch_idx"));
	}

	private long rowsReadBesides() throws SQLException {
		try (Connection session = this.database.dataSource().getConnection();
				Statement statement = session.createStatement()) {
			session.setAutoCommit(false);
			for (int i = 0; i < CALLS; i++) {
				statement.execute("CALL merge_films(2)");
			}
			try (ResultSet read = statement.executeQuery("""
					SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
					WHERE relname = 'films_staging_set_aside'
					""")) {
				read.next();
				return read.getLong(1);
			}
		}
	}

	private List<String> plan() throws SQLException {
		List<String> lines = new ArrayList<>();
		try (Connection session = this.database.dataSource().getConnection();
				Statement statement = session.createStatement();
				ResultSet plan = statement.executeQuery("""
						EXPLAIN SELECT DISTINCT ON (s.id COLLATE "C") s.id, s.name, s.kafka_partition, s.kafka_offset,
							s.kafka_order
						FROM films_staging s
						WHERE s.batch = 2 AND s.kafka_partition % 1 = 0
						ORDER BY s.id COLLATE "C", s.kafka_order DESC, s.kafka_partition DESC, s.kafka_offset DESC
						""")) {
			while (plan.next()) {
				lines.add(plan.getString(1));
			}
		}
		return lines;
	}

}
