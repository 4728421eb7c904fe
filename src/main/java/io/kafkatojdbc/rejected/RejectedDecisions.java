package io.kafkatojdbc.rejected;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.staging.RejectedRecord;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores an operator's decisions about rejected records. Each record is decided once. A
 * second decision fails, because the record no longer waits.
 */
@Component
class RejectedDecisions {

	private static final String RETRIED = """
			UPDATE ingest.rejected_record r
			SET state = 'RETRIED', retried_in = ?, changed_at = clock_timestamp()
			FROM unnest(?::int[], ?::bigint[]) AS p (kafka_partition, kafka_offset)
			WHERE r.pipeline = ? AND r.kafka_partition = p.kafka_partition AND r.kafka_offset = p.kafka_offset
				AND r.state = 'WAITING'
			""";

	private static final String STILL_REJECTED = """
			UPDATE ingest.rejected_record SET code = ?, reason = ?, changed_at = clock_timestamp()
			WHERE pipeline = ? AND kafka_partition = ? AND kafka_offset = ? AND state = 'WAITING'
			""";

	private static final String DISCARD = """
			UPDATE ingest.rejected_record r
			SET state = 'DISCARDED', key = NULL, value = NULL, header_values = '{}', changed_at = clock_timestamp()
			WHERE r.pipeline = :pipeline AND r.state = 'WAITING'
			""";

	private static final String DISCARD_ONE = DISCARD
			+ "AND r.kafka_partition = :partition AND r.kafka_offset = :offset";

	private static final String DISCARD_FEW = DISCARD + """
			AND (r.kafka_partition, r.kafka_offset) IN (
				SELECT w.kafka_partition, w.kafka_offset FROM ingest.rejected_record w
				WHERE w.pipeline = :pipeline AND w.state = 'WAITING' AND w.rejected_at <= :until
					AND (CAST(:code AS text) IS NULL OR w.code = :code)
					AND (CAST(:partition AS integer) IS NULL OR w.kafka_partition = :partition)
					AND (CAST(:batch AS bigint) IS NULL OR w.batch = :batch)
				ORDER BY w.kafka_partition, w.kafka_offset LIMIT :limit)
			""";

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private final String pipeline;

	RejectedDecisions(JdbcClient jdbc, @Control JdbcClient control, Pipeline properties) {
		this.jdbc = jdbc;
		this.control = control;
		this.pipeline = properties.name();
	}

	/**
	 * Stores that records have become rows, as part of the transaction that stages them.
	 * @param batch the batch that took the rows
	 * @param places the places of the records
	 * @return whether all records were still waiting; if not, the rows must not be staged
	 */
	boolean retried(OpenBatch batch, List<RecordPlace> places) {
		// The staging pool commits asynchronously, because Kafka delivers lost records
		// again. A lost decision would not come back.
		this.jdbc.sql("SET LOCAL synchronous_commit = on").update();
		return this.jdbc.sql(RETRIED)
			.param(batch.number())
			.param(places.stream().mapToInt(RecordPlace::partition).toArray())
			.param(places.stream().mapToLong(RecordPlace::offset).toArray())
			.param(this.pipeline)
			.update() == places.size();
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

	/**
	 * Discards a record. Its entry is kept, and its content is deleted.
	 * @param place the record's place
	 * @return whether the record was waiting
	 */
	boolean discard(RecordPlace place) {
		return this.control.sql(DISCARD_ONE)
			.param("pipeline", this.pipeline)
			.param("partition", place.partition())
			.param("offset", place.offset())
			.update() == 1;
	}

	/**
	 * Discards some records.
	 * @param selection the waiting records to discard
	 * @param limit the largest number of records
	 * @param until the latest time of rejection
	 * @return the number of discarded records
	 */
	int discard(RejectedSelection selection, int limit, Instant until) {
		RejectionCode code = selection.code();
		return this.control.sql(DISCARD_FEW)
			.param("pipeline", this.pipeline)
			.param("code", (code != null) ? code.name() : null)
			.param("partition", selection.partition())
			.param("batch", selection.batch())
			.param("until", Timestamp.from(until))
			.param("limit", limit)
			.update();
	}

}
