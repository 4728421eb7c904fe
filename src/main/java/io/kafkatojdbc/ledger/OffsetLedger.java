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
 * How far each partition is staged.
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
	 * Reads the next offset of some partitions. Takes no lock, and gives up after two
	 * seconds: a consumer calls it before it polls, and its group waits for its polls.
	 * @param partitions the partitions
	 * @return the first offset that is not yet staged, by partition; partitions that the
	 * ledger does not have are missing
	 */
	public Map<Integer, Long> read(Collection<Integer> partitions) {
		int[] wanted = partitions.stream().mapToInt(Integer::intValue).toArray();
		return this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = '2s'").update();
			return offsets(this.jdbc.sql(READ).param(this.pipeline).param(wanted));
		});
	}

	/**
	 * Reads the next offset of every partition, for the coordinator.
	 * @return the first offset that is not yet staged, by partition
	 */
	public Map<Integer, Long> readAll() {
		return offsets(this.control.sql(READ_ALL).param(this.pipeline));
	}

	/**
	 * Adds a partition that the topic has got since the pipeline began; does nothing if
	 * the ledger has it.
	 * @param partition the partition
	 * @param offset its first offset
	 */
	public void add(int partition, long offset) {
		this.jdbc.sql(ADD).params(this.pipeline, partition, offset).update();
	}

	/**
	 * Forgets all partitions and begins with others, in the control transaction that is
	 * under way.
	 * @param begin where each partition begins
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
