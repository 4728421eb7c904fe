package io.kafkatojdbc.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps which partitions have lost records that are staged, until an operator decides how
 * to go on.
 */
@Component
public class LogCuts {

	private static final String MARKS = """
			SELECT o.kafka_partition, o.next_offset, coalesce(o.epoch_offset, o.next_offset) AS epoch_offset,
				CASE WHEN o.followed_offset = o.next_offset THEN o.leader_epoch END AS leader_epoch,
				c.from_offset, c.to_offset
			FROM ingest.partition_offset o LEFT JOIN ingest.log_cut c USING (pipeline, kafka_partition)
			WHERE o.pipeline = ? AND o.kafka_partition = ANY (?)
			""";

	private static final String ALL = """
			SELECT kafka_partition, from_offset, to_offset FROM ingest.log_cut WHERE pipeline = ? ORDER BY 1
			""";

	/**
	 * The ledger may have gone back since the consumer read it. Then the records that
	 * were lost are not staged.
	 */
	private static final String ADD = """
			INSERT INTO ingest.log_cut AS c (pipeline, kafka_partition, from_offset, to_offset)
			SELECT pipeline, kafka_partition, ?, next_offset FROM ingest.partition_offset
			WHERE pipeline = ? AND kafka_partition = ? AND next_offset > ?
			ON CONFLICT (pipeline, kafka_partition) DO UPDATE SET
				from_offset = least(c.from_offset, excluded.from_offset), to_offset = excluded.to_offset
			""";

	/** What is known of the log before the cut does not hold for the log as it is. */
	private static final String FORGET_EPOCH = """
			UPDATE ingest.partition_offset SET leader_epoch = NULL WHERE pipeline = ? AND kafka_partition = ?
			""";

	private static final String SETTLE = "DELETE FROM ingest.log_cut WHERE pipeline = ? AND kafka_partition = ?";

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private final TransactionTemplate transaction;

	private final String pipeline;

	LogCuts(JdbcClient jdbc, @Control JdbcClient control, TransactionTemplate transaction, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.control = control;
		this.transaction = transaction;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns what the ledger knows of the logs of some partitions. Like
	 * {@link OffsetLedger#read}, the query fails after two seconds.
	 * @param partitions the partitions
	 * @return the knowledge by partition; partitions that are not in the ledger are left
	 * out
	 */
	public Map<Integer, LogMark> marks(Collection<Integer> partitions) {
		int[] wanted = partitions.stream().mapToInt(Integer::intValue).toArray();
		return this.transaction.execute((status) -> {
			this.jdbc.sql("SET LOCAL statement_timeout = '2s'").update();
			return this.jdbc.sql(MARKS)
				.param(this.pipeline)
				.param(wanted)
				.query((row, index) -> Map.entry(row.getInt("kafka_partition"), mark(row)))
				.list()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		});
	}

	private static LogMark mark(ResultSet row) throws SQLException {
		Integer epoch = row.getObject("leader_epoch", Integer.class);
		return new LogMark(row.getLong("next_offset"), epoch, row.getLong("epoch_offset"), cut(row));
	}

	private static @Nullable LogCut cut(ResultSet row) throws SQLException {
		long from = row.getLong("from_offset");
		return row.wasNull() ? null : new LogCut(row.getInt("kafka_partition"), from, row.getLong("to_offset"));
	}

	/**
	 * Returns the partitions that have lost records. The method uses a control
	 * connection.
	 * @return the cuts that no operator has decided about
	 */
	public List<LogCut> all() {
		return this.control.sql(ALL)
			.param(this.pipeline)
			.query((row, index) -> new LogCut(row.getInt(1), row.getLong(2), row.getLong(3)))
			.list();
	}

	/**
	 * Notes that a partition has lost records that are staged. Does nothing if the lost
	 * records are not staged.
	 * @param partition the partition
	 * @param from the first offset whose record was lost
	 */
	public void add(int partition, long from) {
		this.jdbc.sql(ADD).params(from, this.pipeline, partition, from).update();
	}

	/**
	 * Takes the log of a partition as it is, in the current control transaction.
	 * @param partition the partition
	 */
	public void settle(int partition) {
		this.control.sql(FORGET_EPOCH).params(this.pipeline, partition).update();
		this.control.sql(SETTLE).params(this.pipeline, partition).update();
	}

}
