package io.kafkatojdbc.rejected;

import java.sql.Timestamp;
import java.time.Instant;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Discards rejected records that wait. The entry of a discarded record is kept, and its
 * content is deleted: key, value, headers, and the reason, which quotes the value.
 */
@Component
class RejectedDiscards {

	private static final String DISCARD = """
			UPDATE ingest.rejected_record r
			SET state = 'DISCARDED', reason = r.code, key = NULL, value = NULL, header_names = '{}', header_values = '{}',
				changed_at = clock_timestamp()
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

	private final String pipeline;

	RejectedDiscards(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Discards a record. Its entry is kept, and its content is deleted.
	 * @param place the record's place
	 * @return whether the record was waiting
	 */
	boolean discard(RecordPlace place) {
		return this.jdbc.sql(DISCARD_ONE)
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
		return this.jdbc.sql(DISCARD_FEW)
			.param("pipeline", this.pipeline)
			.param("code", (code != null) ? code.name() : null)
			.param("partition", selection.partition())
			.param("batch", selection.batch())
			.param("until", Timestamp.from(until))
			.param("limit", limit)
			.update();
	}

}
