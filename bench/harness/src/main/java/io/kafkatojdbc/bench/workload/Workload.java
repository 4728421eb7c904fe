package io.kafkatojdbc.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.kafkatojdbc.bench.server.Database;
import org.apache.kafka.common.utils.Utils;

/**
 * The records that are written into a table.
 *
 * @param content the content of the records
 * @param records the number of records
 * @param ids the number of keys
 * @param partitions the number of partitions of the topics
 * @param initialRows the number of rows that the target has before; they have the first
 * keys
 */
public record Workload(Content content, int records, int ids, int partitions, int initialRows) {

	private static final int PARTITIONS = 2;

	private static final long SEED = 20_261_122;

	/**
	 * Returns the workloads.
	 * @param divisor the full sizes are divided by this number
	 * @return the workloads
	 */
	public static List<Workload> all(int divisor) {
		return List.of(new Workload(new FilmsContent(1), 2_000_000 / divisor, 500_000 / divisor, PARTITIONS, 0),
				new Workload(new WideContent(), 500_000 / divisor, 250_000 / divisor, PARTITIONS, 0));
	}

	/**
	 * Returns a workload of films, for a topic and a target of another size.
	 * @param partitions the number of partitions of the topic
	 * @param stride how many rows the target has before for each film in the topic, with
	 * the films spread over the target; 1 for an empty target
	 * @param divisor the full size is divided by this number
	 * @return the workload
	 */
	public static Workload films(int partitions, int stride, int divisor) {
		int ids = 500_000 / divisor;
		return new Workload(new FilmsContent(stride), 2_000_000 / divisor, ids, partitions,
				(stride > 1) ? ids * stride : 0);
	}

	/**
	 * Returns the name of the workload, which is also the name of its table and its
	 * topic.
	 * @return the workload's name
	 */
	public String name() {
		return this.content.table();
	}

	/**
	 * Returns the order of the records.
	 * @return the records
	 */
	public Sequence sequence() {
		return Sequence.mixed(this.records, this.ids, SEED);
	}

	/**
	 * Returns other records, for the warm-up of a process.
	 * @param count the number of records
	 * @return the records
	 */
	public Sequence warmUp(int count) {
		return Sequence.random(count, this.ids, SEED + 1);
	}

	/**
	 * Creates the target table.
	 * @param database the database in which the table is created
	 */
	public void createTarget(Database database) {
		database.execute(statements().target());
		if (this.initialRows > 0) {
			database.execute("INSERT INTO %s %s".formatted(name(), statements().initialRows(this.initialRows)));
			database.execute("VACUUM ANALYZE " + name());
		}
	}

	/**
	 * Returns the statements for this workload.
	 * @return the statements
	 */
	public Statements statements() {
		return new Statements(this.content.table(), this.content.columns());
	}

	byte[] key(int id) {
		return this.content.key(id).getBytes(StandardCharsets.UTF_8);
	}

	/** Returns the partition that Kafka's own producer chooses for a key. */
	int partition(byte[] key) {
		return Utils.toPositive(Utils.murmur2(key)) % this.partitions;
	}

	/**
	 * Returns the names of the columns.
	 * @return the names, as in an SQL statement
	 */
	public String columnNames() {
		return this.content.columns().stream().map(Column::name).collect(Collectors.joining(", "));
	}

}
