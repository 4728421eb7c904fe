package io.kafkatojdbc.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.kafkatojdbc.bench.server.Database;
import org.apache.kafka.common.utils.Utils;

/**
 * Records that are brought into a table.
 *
 * @param content what the records look like
 * @param records how many records there are
 * @param ids how many keys they have
 * @param partitions how many partitions their topics have
 * @param initialRows how many other rows the target has before; those of its first keys
 */
public record Workload(Content content, int records, int ids, int partitions, int initialRows) {

	private static final int PARTITIONS = 2;

	private static final long SEED = 20_261_122;

	/**
	 * Returns the workloads.
	 * @param divisor by how much they are smaller than in full
	 * @return the workloads in full size, or smaller
	 */
	public static List<Workload> all(int divisor) {
		return List.of(new Workload(new FilmsContent(1), 2_000_000 / divisor, 500_000 / divisor, PARTITIONS, 0),
				new Workload(new WideContent(), 500_000 / divisor, 250_000 / divisor, PARTITIONS, 0));
	}

	/**
	 * Returns films for a topic and a target of another size.
	 * @param partitions how many partitions the topic has
	 * @param stride by how many times the target has more rows than there are films in
	 * the topic, which are spread over it; 1 for an empty target
	 * @param divisor by how much the workload is smaller than in full
	 * @return the workload
	 */
	public static Workload films(int partitions, int stride, int divisor) {
		int ids = 500_000 / divisor;
		return new Workload(new FilmsContent(stride), 2_000_000 / divisor, ids, partitions,
				(stride > 1) ? ids * stride : 0);
	}

	/**
	 * Returns the name of the workload, which is that of its table and its topic.
	 * @return its name
	 */
	public String name() {
		return this.content.table();
	}

	/**
	 * Returns which record comes when.
	 * @return the records
	 */
	public Sequence sequence() {
		return Sequence.mixed(this.records, this.ids, SEED);
	}

	/**
	 * Returns other records, for a process that has to get warm.
	 * @param count how many
	 * @return the records
	 */
	public Sequence warmUp(int count) {
		return Sequence.random(count, this.ids, SEED + 1);
	}

	/**
	 * Creates the target table.
	 * @param database where it is created
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

	/** The partition that Kafka's own producer chooses. */
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
