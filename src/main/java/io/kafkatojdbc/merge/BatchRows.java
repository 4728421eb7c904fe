package io.kafkatojdbc.merge;

import io.kafkatojdbc.ledger.RecordPlace;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of one batch, in the order of their partitions and offsets. */
class BatchRows {

	private final JdbcClient jdbc;

	private final String table;

	private final long batch;

	BatchRows(JdbcClient jdbc, String table, long batch) {
		this.jdbc = jdbc;
		this.table = table;
		this.batch = batch;
	}

	long count() {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE batch = ?".formatted(this.table))
			.param(this.batch)
			.query(Long.class)
			.single();
	}

	/** Returns the place of a row. Rows are counted from 0. */
	RecordPlace place(long row) {
		return this.jdbc.sql("""
				SELECT kafka_partition AS partition, kafka_offset AS "offset" FROM %s WHERE batch = ?
				ORDER BY kafka_partition, kafka_offset OFFSET ? LIMIT 1
				""".formatted(this.table)).params(this.batch, row).query(RecordPlace.class).single();
	}

	/** Removes all rows of the batch except a range, in the current transaction. */
	void keepOnly(RecordPlace from, RecordPlace to) {
		this.jdbc.sql("""
				DELETE FROM %s WHERE batch = ? AND ((kafka_partition, kafka_offset) < (?, ?)
					OR (kafka_partition, kafka_offset) > (?, ?))
				""".formatted(this.table))
			.params(this.batch, from.partition(), from.offset(), to.partition(), to.offset())
			.update();
	}

}
