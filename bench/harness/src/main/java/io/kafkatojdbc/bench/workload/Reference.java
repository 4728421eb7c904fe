package io.kafkatojdbc.bench.workload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kafkatojdbc.bench.server.Database;

/**
 * What the target table must have when all records are in it. Nothing that is compared
 * takes part in it: the generator's rows are copied into a table, from which the last
 * version of each key is taken.
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
	 * @param workload what is brought into the database
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
	 * Returns the rows that a partition's last record leaves: once they are there,
	 * everything is, since each partition is read in order.
	 * @return the rows as PostgreSQL writes them
	 */
	public List<String> lastRows() {
		return this.lastRows;
	}

	/**
	 * Tells whether a target table has what it must have.
	 * @param target its database
	 * @return whether it is complete and right
	 */
	public boolean matches(Database target) {
		return this.fingerprint.equals(Fingerprint.of(this.workload.name(), target));
	}

	/**
	 * Returns rows as COPY takes them in, with their offset as the last column.
	 * @param partition the partition
	 * @param from the first offset
	 * @param to the offset after the last
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
	 * @return how many it has
	 */
	public long records(int partition) {
		return this.database.jdbc()
			.sql("SELECT count(*) FROM raw WHERE kafka_partition = ?")
			.param(partition)
			.query(Long.class)
			.single();
	}

	/**
	 * All columns of all rows in two numbers.
	 *
	 * @param rows how many rows there are
	 * @param sum the sum of their hash values
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
