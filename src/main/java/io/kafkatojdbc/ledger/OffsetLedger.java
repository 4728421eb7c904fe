package io.kafkatojdbc.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the next offset of each partition in the ledger: the first offset that is not yet
 * staged.
 */
@Component
public class OffsetLedger {

	private static final String READ = """
			SELECT kafka_partition, next_offset FROM ingest.partition_offset
			WHERE pipeline = ? AND kafka_partition = ANY (?)
			""";

	private static final String READ_ALL = """
			SELECT kafka_partition, next_offset FROM ingest.partition_offset WHERE pipeline = ?
			""";

	private static final String ADD = """
			INSERT INTO ingest.partition_offset (pipeline, kafka_partition, next_offset) VALUES (?, ?, ?)
			ON CONFLICT DO NOTHING
			""";

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private final TransactionTemplate transaction;

	private final String pipeline;

	OffsetLedger(JdbcClient jdbc, @Control JdbcClient control, TransactionTemplate transaction, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.control = control;
		this.transaction = transaction;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the next offset of some partitions. The query takes no lock and fails after
	 * two seconds, because a consumer calls this method before it polls, and the
	 * consumer's group waits for its polls.
	 * @param partitions the partitions
	 * @return the first offset that is not yet staged, by partition; partitions that are
	 * not in the ledger are left out
	 */
	public Map<Integer, Long> read(Collection<Integer> partitions) {
		int[] wanted = partitions.stream().mapToInt(Integer::intValue).toArray();
		return this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = '2s'").update();
			return offsets(this.jdbc.sql(READ).param(this.pipeline).param(wanted));
		});
	}

	/**
	 * Returns the next offset of every partition. The method uses a control connection.
	 * @return the first offset that is not yet staged, by partition
	 */
	public Map<Integer, Long> readAll() {
		return offsets(this.control.sql(READ_ALL).param(this.pipeline));
	}

	/**
	 * Adds a partition that was added to the topic after the pipeline began. The method
	 * does nothing if the ledger already has the partition.
	 * @param partition the partition
	 * @param offset the first offset of the partition
	 */
	public void add(int partition, long offset) {
		this.jdbc.sql(ADD).params(this.pipeline, partition, offset).update();
	}

	/**
	 * Replaces all partitions by others, in the current control transaction.
	 * @param begin the next offset of each new partition
	 */
	public void replaceAll(Map<Integer, Long> begin) {
		this.control.sql("DELETE FROM ingest.partition_offset WHERE pipeline = ?").param(this.pipeline).update();
		begin.forEach((partition, offset) -> this.control.sql(ADD).params(this.pipeline, partition, offset).update());
	}

	private static Map<Integer, Long> offsets(JdbcClient.StatementSpec statement) {
		return statement.query((rs, index) -> Map.entry(rs.getInt(1), rs.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
