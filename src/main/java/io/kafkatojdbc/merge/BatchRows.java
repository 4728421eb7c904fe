package io.kafkatojdbc.merge;

import io.kafkatojdbc.ledger.RecordPlace;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of one batch by their records, in the order of partitions and offsets. A
 * record may have several rows.
 */
class BatchRows {

	private final JdbcClient jdbc;

	private final String table;

	private final long batch;

	BatchRows(JdbcClient jdbc, String table, long batch) {
		this.jdbc = jdbc;
		this.table = table;
		this.batch = batch;
	}

	/** Counts the records that have rows. */
	long countRecords() {
		return this.jdbc.sql("""
				SELECT count(*) FROM (SELECT DISTINCT kafka_partition, kafka_offset FROM %s WHERE batch = ?) r
				""".formatted(this.table)).param(this.batch).query(Long.class).single();
	}

	/** Returns the place of a record. The records that have rows are counted from 0. */
	RecordPlace place(long number) {
		return this.jdbc.sql("""
				SELECT DISTINCT kafka_partition AS partition, kafka_offset AS "offset" FROM %s WHERE batch = ?
				ORDER BY 1, 2 OFFSET ? LIMIT 1
				""".formatted(this.table)).params(this.batch, number).query(RecordPlace.class).single();
	}

	/** Counts the rows of a range of records. */
	long count(RecordPlace from, RecordPlace to) {
		return this.jdbc.sql("""
				SELECT count(*) FROM %s WHERE batch = ? AND (kafka_partition, kafka_offset) >= (?, ?)
					AND (kafka_partition, kafka_offset) <= (?, ?)
				""".formatted(this.table))
			.params(this.batch, from.partition(), from.offset(), to.partition(), to.offset())
			.query(Long.class)
			.single();
	}

	/**
	 * Removes all rows of the batch except those of a range of records, in the current
	 * transaction.
	 */
	void keepOnly(RecordPlace from, RecordPlace to) {
		this.jdbc.sql("""
				DELETE FROM %s WHERE batch = ? AND ((kafka_partition, kafka_offset) < (?, ?)
					OR (kafka_partition, kafka_offset) > (?, ?))
				""".formatted(this.table))
			.params(this.batch, from.partition(), from.offset(), to.partition(), to.offset())
			.update();
	}

}
