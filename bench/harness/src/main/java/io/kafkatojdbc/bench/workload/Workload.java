package io.kafkatojdbc.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.kafka.common.utils.Utils;

/**
 * Records that are brought into a table.
 *
 * @param content what the records look like
 * @param records how many records there are
 * @param ids how many keys they have
 */
public record Workload(Content content, int records, int ids) {

	/** Partitions of each topic. */
	public static final int PARTITIONS = 2;

	private static final long SEED = 20_261_122;

	/**
	 * Returns the workloads.
	 * @param divisor by how much they are smaller than in full
	 * @return the workloads in full size, or smaller
	 */
	public static List<Workload> all(int divisor) {
		return List.of(new Workload(new FilmsContent(), 2_000_000 / divisor, 500_000 / divisor),
				new Workload(new WideContent(), 500_000 / divisor, 250_000 / divisor));
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
	 * Returns the statements for this workload.
	 * @return the statements
	 */
	public Statements statements() {
		return new Statements(this.content.table(), this.content.columns());
	}

	static byte[] key(int id) {
		return String.valueOf(id).getBytes(StandardCharsets.UTF_8);
	}

	/** The partition that Kafka's own producer chooses. */
	static int partition(byte[] key) {
		return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
	}

	/**
	 * Returns the names of the columns.
	 * @return the names, as in an SQL statement
	 */
	public String columnNames() {
		return this.content.columns().stream().map(Column::name).collect(Collectors.joining(", "));
	}

}
