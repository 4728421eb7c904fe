package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.kafkatojdbc.bench.server.Database;

/** Reads the service's ledger. */
public final class Ledger {

	private final Database database;

	/**
	 * Creates access to the ledger.
	 * @param database the database with the ledger
	 */
	public Ledger(Database database) {
		this.database = database;
	}

	long staged() {
		return number("SELECT coalesce(sum(staged), 0) FROM ingest.batch_part");
	}

	/** Returns the number of rows in the target whose batches need no more work. */
	long cleared() {
		return number("""
				SELECT coalesce(sum(p.staged), 0) FROM ingest.batch_part p
				JOIN ingest.batch b ON b.pipeline = p.pipeline AND b.number = p.batch WHERE b.state = 'CLEARED'
				""");
	}

	/**
	 * Returns the open batch.
	 * @return the batch's number
	 */
	public long openBatch() {
		return number("SELECT number FROM ingest.batch WHERE state = 'OPEN'");
	}

	private long number(String query) {
		return this.database.jdbc().sql(query).query(Long.class).single();
	}

	Instant firstStagedAt(long firstBatch) {
		return this.database.jdbc()
			.sql("SELECT min(first_staged_at) FROM ingest.batch_part WHERE batch >= ?")
			.param(firstBatch)
			.query(OffsetDateTime.class)
			.single()
			.toInstant();
	}

	/**
	 * Returns the merged batches.
	 * @param firstBatch the first batch that counts
	 * @return the batches
	 */
	public Batches batches(long firstBatch) {
		return this.database.jdbc().sql("""
				SELECT count(*) AS count, coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY rows), 0) AS median_rows,
					coalesce(max(rows), 0) AS max_rows
				FROM (SELECT sum(p.staged) AS rows FROM ingest.batch b
					JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
					WHERE b.number >= ? AND b.merged_at IS NOT NULL GROUP BY b.number) batches
				""").param(firstBatch).query(Batches.class).single();
	}

	/**
	 * The batches that are in the target.
	 *
	 * @param count the number of batches
	 * @param medianRows the median number of rows in a batch
	 * @param maxRows the number of rows in the largest batch
	 */
	public record Batches(long count, double medianRows, long maxRows) {
	}

}
