package io.kafkatojdbc.rejected;

/** The statements that read rejected records, by selection or by place. */
final class RejectedStatements {

	private static final String ENTRY = """
			r.kafka_partition, r.kafka_offset, r.kafka_timestamp, r.batch, r.code, r.reason, r.state, r.retried_in,
			r.rejected_at, r.changed_at
			""";

	private static final String SELECTED = """
			SELECT %s FROM ingest.rejected_record r
			WHERE r.pipeline = :pipeline AND r.state = :state AND r.rejected_at <= :until
				AND (r.kafka_partition, r.kafka_offset) > (:partition, :offset)
				AND (CAST(:code AS text) IS NULL OR r.code = :code)
				AND (CAST(:only_partition AS integer) IS NULL OR r.kafka_partition = :only_partition)
				AND (CAST(:batch AS bigint) IS NULL OR r.batch = :batch)
			ORDER BY r.kafka_partition, r.kafka_offset LIMIT :limit
			""";

	/** Reads the entries of a selection. */
	static final String LIST = SELECTED.formatted(ENTRY);

	/**
	 * Each batch of a partition begins where the batch before ended, unless somebody has
	 * set the ledger back. In that case the records from there on were read again. A
	 * record that was rejected again now belongs to a later batch. The other records that
	 * were read again are rows.
	 * <p>
	 * A batch that begins too early is only merged if an operator has accepted that, so
	 * no other merged batch has to be looked at.
	 */
	private static final String CAME_AGAIN = """
			WITH r AS MATERIALIZED (%s), again AS MATERIALIZED (
				SELECT p.kafka_partition, p.batch, p.from_offset
				FROM ingest.batch b
				JOIN ingest.pipeline l ON l.name = b.pipeline AND b.number >= l.first_batch
				JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
				WHERE b.pipeline = :pipeline AND (b.differences_accepted OR b.state NOT IN ('MERGED', 'CLEARED'))
			)
			SELECT r.*, EXISTS (SELECT FROM again WHERE again.kafka_partition = r.kafka_partition
				AND again.batch > r.batch AND again.from_offset <= r.kafka_offset) AS came_again
			FROM r
			ORDER BY r.kafka_partition, r.kafka_offset
			""";

	/** Reads one record. */
	static final String ONE = CAME_AGAIN.formatted("""
			SELECT * FROM ingest.rejected_record
				WHERE pipeline = :pipeline AND kafka_partition = :partition AND kafka_offset = :offset
			""");

	/** Reads the first records of a selection, up to a number of bytes. */
	static final String FEW = CAME_AGAIN.formatted("""
			SELECT * FROM (
				SELECT s.*, row_number() OVER w AS place, sum(coalesce(octet_length(s.value), 0)) OVER w AS bytes
				FROM (%s) s WINDOW w AS (ORDER BY s.kafka_partition, s.kafka_offset)) few
			WHERE place = 1 OR bytes <= :bytes
			""".formatted(SELECTED.formatted("*")));

	private RejectedStatements() {
	}

}
