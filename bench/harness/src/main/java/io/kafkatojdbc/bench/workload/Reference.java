package io.kafkatojdbc.bench.workload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kafkatojdbc.bench.server.Database;

/**
 * The rows that the target table must have when all records are in it. No compared system
 * computes them: the generator's rows are copied into a table, and the last version of
 * each key is selected from it.
 */
public final class Reference {

	private final Workload workload;

	private final Database database;

	private final Fingerprint fingerprint;

	private final List<String> lastRows;

	private Reference(Workload workload, Database database) {
		this.workload = workload;
		this.database = database;
		load();
		this.fingerprint = Fingerprint.of("(%s)".formatted(rows()), database);
		this.lastRows = database.jdbc()
			.sql("""
					SELECT (SELECT t FROM (SELECT %s) t)::text FROM (SELECT DISTINCT ON (kafka_partition) *
					FROM raw ORDER BY kafka_partition, kafka_offset DESC) r""".formatted(workload.columnNames()))
			.query(String.class)
			.list();
	}

	/**
	 * Computes the reference.
	 * @param workload the records that are written into the database
	 * @param database an empty database, which keeps the rows for {@link #rows}
	 * @return the reference
	 */
	public static Reference compute(Workload workload, Database database) {
		return new Reference(workload, database);
	}

	private String rows() {
		String merged = this.workload.statements().lastVersions("raw", "");
		if (this.workload.initialRows() == 0) {
			return merged;
		}
		return "(%s) UNION ALL SELECT i.* FROM (%s) i WHERE NOT EXISTS (SELECT FROM raw r WHERE r.id = i.id)"
			.formatted(merged, this.workload.statements().initialRows(this.workload.initialRows()));
	}

	private void load() {
		this.database.execute("CREATE UNLOGGED TABLE raw (kafka_partition integer, kafka_offset bigint, %s)"
			.formatted(this.workload.statements().definitions()));
		this.database.copyIn("COPY raw FROM STDIN", (out) -> {
			long[] offsets = new long[this.workload.partitions()];
			StringBuilder line = new StringBuilder();
			this.workload.sequence().forEach((id, version) -> {
				int partition = this.workload.partition(this.workload.key(id));
				line.setLength(0);
				line.append(partition).append('\t').append(offsets[partition]++).append('\t');
				this.workload.content().copyText(id, version, line);
				write(out, line.append('\n'));
			});
		});
		this.database.execute("CREATE INDEX ON raw (kafka_partition, kafka_offset)");
		this.database.execute("VACUUM ANALYZE raw");
	}

	private static void write(OutputStream out, StringBuilder line) {
		try {
			out.write(line.toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the row of each partition's last record. Each partition is read in order,
	 * so everything is in the target once these rows are.
	 * @return the rows as PostgreSQL writes them
	 */
	public List<String> lastRows() {
		return this.lastRows;
	}

	/**
	 * Returns whether a target table has exactly the rows that it must have.
	 * @param target the target's database
	 * @return whether the table is complete and correct
	 */
	public boolean matches(Database target) {
		return this.fingerprint.equals(Fingerprint.of(this.workload.name(), target));
	}

	/**
	 * Returns rows in the form that COPY reads, with their offset as the last column.
	 * @param partition the partition
	 * @param from the first offset
	 * @param to the offset after the last row
	 * @return the data
	 */
	public byte[] rows(int partition, long from, long to) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.database.copyOut("""
				COPY (SELECT %s, kafka_offset FROM raw
				WHERE kafka_partition = %d AND kafka_offset >= %d AND kafka_offset < %d ORDER BY kafka_offset)
				TO STDOUT (FORMAT %s)""".formatted(this.workload.columnNames(), partition, from, to,
				this.workload.content().fastestCopyFormat()), out);
		return out.toByteArray();
	}

	/**
	 * Counts the records of a partition.
	 * @param partition the partition
	 * @return the number of records
	 */
	public long records(int partition) {
		return this.database.jdbc()
			.sql("SELECT count(*) FROM raw WHERE kafka_partition = ?")
			.param(partition)
			.query(Long.class)
			.single();
	}

	/**
	 * Sums up all columns of all rows in two numbers.
	 *
	 * @param rows the number of rows
	 * @param sum the sum of the rows' hash values
	 */
	private record Fingerprint(long rows, String sum) {

		static Fingerprint of(String from, Database database) {
			return database.jdbc()
				.sql("SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM %s t"
					.formatted(from))
				.query(Fingerprint.class)
				.single();
		}

	}

}
