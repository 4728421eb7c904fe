package io.kafkatojdbc.rejected;

import java.util.List;

import io.kafkatojdbc.database.TableLayout;
import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.staging.RejectedRecord;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores the results of retries of rejected records. Each record is decided once. A
 * second decision fails, because the record no longer waits.
 */
@Component
class RetryResults {

	private static final String RETRIED = """
			UPDATE ingest.rejected_record r
			SET state = 'RETRIED', retried_in = CASE WHEN p.new_rows > 0 THEN ?::bigint END, retried_rows = p.new_rows,
				changed_at = clock_timestamp()
			FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS p (kafka_partition, kafka_offset, new_rows)
			WHERE r.pipeline = ? AND r.kafka_partition = p.kafka_partition AND r.kafka_offset = p.kafka_offset
				AND r.state = 'WAITING'
			""";

	private static final String STILL_REJECTED = """
			UPDATE ingest.rejected_record SET code = ?, reason = ?, changed_at = clock_timestamp()
			WHERE pipeline = ? AND kafka_partition = ? AND kafka_offset = ? AND state = 'WAITING'
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	RetryResults(JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Stores that records have become rows, as part of the transaction that stages them.
	 * @param batch the batch that took the rows
	 * @param records the records
	 * @return whether all records were still waiting; if not, the rows must not be staged
	 */
	boolean retried(OpenBatch batch, List<RetriedRecord> records) {
		// The staging pool commits asynchronously, because Kafka delivers lost records
		// again. A lost decision would not come back.
		this.jdbc.sql("SET LOCAL synchronous_commit = on").update();
		return this.jdbc.sql(RETRIED)
			.param(batch.number())
			.param(records.stream().mapToInt((each) -> each.place().partition()).toArray())
			.param(records.stream().mapToLong((each) -> each.place().offset()).toArray())
			.param(records.stream().mapToLong(RetriedRecord::rows).toArray())
			.param(this.pipeline)
			.update() == records.size();
	}

	/** Returns the layout of a slot, in the transaction that has copied rows into it. */
	long layout(String slot) {
		return TableLayout.hash(this.jdbc, slot);
	}

	/**
	 * Stores the reason why a record cannot become a row now.
	 * @param rejected the record
	 */
	void stillRejected(RejectedRecord rejected) {
		this.jdbc.sql(STILL_REJECTED)
			.params(rejected.code().name(), rejected.reason(), this.pipeline, rejected.kafkaRecord().partition(),
					rejected.kafkaRecord().offset())
			.update();
	}

}
