package io.kafkatojdbc.ledger;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
			SELECT kafka_partition, next_offset, clock_timestamp() FROM ingest.partition_offset
			WHERE pipeline = ? AND kafka_partition = ANY (?) AND waits_for IS NULL
			""";

	private static final String READ_ALL = """
			SELECT kafka_partition, next_offset FROM ingest.partition_offset WHERE pipeline = ?
			""";

	/** Returns an order that is higher than the order of every record until then. */
	private static final String REMOVE_ALL = """
			WITH removed AS (DELETE FROM ingest.partition_offset WHERE pipeline = ? RETURNING kafka_order)
			SELECT max(kafka_order) + interval '1 millisecond' FROM removed
			""";

	private static final String ADD = """
			INSERT INTO ingest.partition_offset (pipeline, kafka_partition, next_offset, kafka_order)
			VALUES (?, ?, ?, ?)
			""";

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private final TransactionTemplate transaction;

	private final DatabaseClock clock;

	private final String pipeline;

	OffsetLedger(JdbcClient jdbc, @Control JdbcClient control, TransactionTemplate transaction, DatabaseClock clock,
			Pipeline pipeline) {
		this.jdbc = jdbc;
		this.control = control;
		this.transaction = transaction;
		this.clock = clock;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the next offset of some partitions. The query takes no lock and fails after
	 * two seconds, because a consumer calls this method before it polls, and the
	 * consumer's group waits for its polls.
	 * @param partitions the partitions
	 * @return the first offset that is not yet staged, by partition; partitions that are
	 * not in the ledger, or that wait for older partitions, are left out
	 */
	public Map<Integer, Long> read(Collection<Integer> partitions) {
		int[] wanted = partitions.stream().mapToInt(Integer::intValue).toArray();
		return this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = '2s'").update();
			Map<Integer, Long> offsets = new HashMap<>();
			this.jdbc.sql(READ).param(this.pipeline).param(wanted).query((rs) -> {
				offsets.put(rs.getInt(1), rs.getLong(2));
				this.clock.set(rs.getTimestamp(3).toInstant());
			});
			return offsets;
		});
	}

	/**
	 * Returns the next offset of every partition. The method uses a control connection.
	 * @return the first offset that is not yet staged, by partition
	 */
	public Map<Integer, Long> readAll() {
		return this.control.sql(READ_ALL)
			.param(this.pipeline)
			.query((rs, index) -> Map.entry(rs.getInt(1), rs.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Replaces all partitions by others, in the current control transaction. The records
	 * of the new partitions get a higher order than the records of the old ones.
	 * @param begin the next offset of each new partition
	 */
	public void replaceAll(Map<Integer, Long> begin) {
		Timestamp order = this.control.sql(REMOVE_ALL)
			.param(this.pipeline)
			.query((rs, index) -> Optional.ofNullable(rs.getTimestamp(1)))
			.single()
			.orElse(null);
		begin.forEach((partition, offset) -> this.control.sql(ADD)
			.param(this.pipeline)
			.param(partition)
			.param(offset)
			.param(order)
			.update());
	}

}
