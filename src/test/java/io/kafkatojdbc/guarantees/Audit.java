package io.kafkatojdbc.guarantees;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.kafkatojdbc.guarantees.Truth.Place;
import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the merges have noted of the rows they found, in their own transactions, and what
 * the ledger says.
 */
final class Audit {

	private final JdbcClient jdbc;

	private final String pipeline;

	private long mergedBefore;

	Audit(TestDatabase database, String pipeline) {
		this.jdbc = JdbcClient.create(new PatientDataSource(database));
		this.pipeline = pipeline;
	}

	JdbcClient jdbc() {
		return this.jdbc;
	}

	/** Sums the offsets of merged rows up, by partition. */
	Map<Integer, OffsetSum> merged() {
		return jdbc().sql("""
				SELECT kafka_partition, count(*), sum(kafka_offset)::bigint, sum(kafka_offset * kafka_offset)::bigint
				FROM merge_audit GROUP BY kafka_partition
				""")
			.query((row, number) -> Map.entry(row.getInt(1),
					new OffsetSum(row.getLong(2), row.getLong(3), row.getLong(4))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Reads how often each offset of a partition was merged. */
	Map<Long, Integer> timesMerged(int partition) {
		return jdbc()
			.sql("SELECT kafka_offset, count(*) FROM merge_audit WHERE kafka_partition = ? GROUP BY kafka_offset")
			.param(partition)
			.query((row, number) -> Map.entry(row.getLong(1), row.getInt(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
	}

	/** Counts the rows of the topic as it is now that were merged. */
	long mergedNow() {
		return count("SELECT count(*) FROM merge_audit");
	}

	/** Counts the rows that were merged, those of former topics included. */
	long mergedEver() {
		return this.mergedBefore + mergedNow();
	}

	/** Describes what each session of the database does, and what it waits for. */
	String sessions() {
		return jdbc().sql("""
				SELECT coalesce(string_agg(concat_ws(' ', 'Session', pid, state, wait_event_type, wait_event,
					'blocked by', pg_blocking_pids(pid), 'since', now() - state_change, left(query, 100)), E'\\n'), '')
				FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
				""").query(String.class).single();
	}

	/** Begins anew with a topic whose offsets begin anew. */
	void topicIsNew() {
		this.mergedBefore += mergedNow();
		jdbc().sql("TRUNCATE merge_audit").update();
	}

	/** Forgets the rows whose records the broker has lost. */
	void logIsCut(int partition, long from) {
		this.mergedBefore += jdbc().sql("DELETE FROM merge_audit WHERE kafka_partition = ? AND kafka_offset >= ?")
			.params(partition, from)
			.update();
	}

	/** Lists the rejected records of the topic as it is now. */
	List<Place> rejected() {
		return rejected("WAITING", "RETRIED", "DISCARDED");
	}

	/** Lists the rejected records of the topic as it is now that became rows since. */
	List<Place> retried() {
		return rejected("RETRIED");
	}

	private List<Place> rejected(String... states) {
		return jdbc().sql("""
				SELECT r.kafka_partition, r.kafka_offset
				FROM ingest.rejected_record r JOIN ingest.pipeline p ON p.name = r.pipeline
				WHERE p.name = ? AND r.batch >= p.first_batch AND r.state = ANY (?)
				""")
			.params(this.pipeline, states)
			.query((row, number) -> new Place(row.getInt(1), row.getLong(2)))
			.list();
	}

	/**
	 * Counts in the ledger what was staged or rejected, those of former topics included.
	 */
	long parts(String column) {
		return count("SELECT coalesce(sum(%s), 0) FROM ingest.batch_part".formatted(column));
	}

	/** Tells whether a batch is on its way into the target, or waits for it. */
	boolean hasUnfinishedBatch() {
		return count("SELECT count(*) FROM ingest.batch WHERE state IN ('SEALED', 'MERGED', 'FAILED')") > 0;
	}

	/** Tells whether rows are staged that are not in the target. */
	boolean hasUnmergedRows() {
		return count("""
				SELECT count(*) FROM ingest.batch b JOIN ingest.batch_part p ON p.batch = b.number
				WHERE b.state <> 'CLEARED' AND p.staged > 0
				""") > 0;
	}

	long openBatch() {
		return count("SELECT max(number) FROM ingest.batch");
	}

	long lastFinishedBatch() {
		return count("SELECT coalesce(max(number), 0) FROM ingest.batch WHERE state = 'CLEARED'");
	}

	long lastMergedBatch() {
		return count("SELECT coalesce(max(number), 0) FROM ingest.batch WHERE state IN ('MERGED', 'CLEARED')");
	}

	/** Tells whether a poll cannot be staged because a batch is being sealed. */
	boolean hasWaitingStager() {
		return count(
				"""
						SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
						WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted AND l.mode = 'ShareLock'
						""") > 0;
	}

	/** Finds the batch in a state, or 0. */
	long batchIn(String state) {
		return count("SELECT coalesce(min(number), 0) FROM ingest.batch WHERE state = '%s'".formatted(state));
	}

	/** Tells how far the ledger is, over all partitions. */
	long nextOffsets() {
		return count("SELECT sum(next_offset) FROM ingest.partition_offset");
	}

	long staged() {
		return parts("staged");
	}

	long count(String sql) {
		return jdbc().sql(sql).query(Long.class).single();
	}

	/**
	 * Tells sets of offsets from each other without listing them.
	 *
	 * @param count how many
	 * @param sum their sum
	 * @param squares the sum of their squares
	 */
	record OffsetSum(long count, long sum, long squares) {

		static OffsetSum of(BitSet offsets) {
			return new OffsetSum(offsets.cardinality(), offsets.stream().asLongStream().sum(),
					offsets.stream().asLongStream().map((offset) -> offset * offset).sum());
		}

	}

}
