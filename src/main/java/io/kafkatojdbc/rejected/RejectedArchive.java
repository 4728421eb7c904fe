package io.kafkatojdbc.rejected;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rejected records that are kept, in the order of partition and offset. */
@Component
public class RejectedArchive {

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

	private static final String LIST = SELECTED.formatted(ENTRY);

	/**
	 * Each batch of a partition begins where the batch before ended, unless somebody has
	 * set the ledger back. In that case the records from there on were read again. A
	 * record that was rejected again now belongs to a later batch. The other records that
	 * were read again are rows.
	 */
	private static final String CAME_AGAIN = """
			WITH r AS MATERIALIZED (%s), since AS (
				SELECT kafka_partition, min(batch) AS batch FROM r GROUP BY kafka_partition
			), part AS MATERIALIZED (
				SELECT p.kafka_partition, p.batch, p.from_offset,
					lag(p.next_offset) OVER (PARTITION BY p.kafka_partition ORDER BY p.batch) AS expected
				FROM since s
				JOIN ingest.batch_part p ON p.kafka_partition = s.kafka_partition AND p.batch >= s.batch
				JOIN ingest.pipeline l ON l.name = p.pipeline AND p.batch >= l.first_batch
				WHERE p.pipeline = :pipeline
			)
			SELECT r.*, EXISTS (SELECT FROM part WHERE part.from_offset < part.expected
				AND part.kafka_partition = r.kafka_partition AND part.batch > r.batch
				AND part.from_offset <= r.kafka_offset) AS came_again
			FROM r
			ORDER BY r.kafka_partition, r.kafka_offset
			""";

	private static final String ONE = CAME_AGAIN.formatted("""
			SELECT * FROM ingest.rejected_record
				WHERE pipeline = :pipeline AND kafka_partition = :partition AND kafka_offset = :offset
			""");

	private static final String FEW = CAME_AGAIN.formatted("""
			SELECT * FROM (
				SELECT s.*, row_number() OVER w AS place, sum(coalesce(octet_length(s.value), 0)) OVER w AS bytes
				FROM (%s) s WINDOW w AS (ORDER BY s.kafka_partition, s.kafka_offset)) few
			WHERE place = 1 OR bytes <= :bytes
			""".formatted(SELECTED.formatted("*")));

	private static final String COUNT_WAITING = """
			SELECT count(*) FROM (
				SELECT FROM ingest.rejected_record WHERE pipeline = ? AND state = 'WAITING' LIMIT ?) r
			""";

	private static final int BYTES_AT_ONCE = 1 << 25;

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	private final String topic;

	RejectedArchive(@Control JdbcClient jdbc, LimitedQuestion question, Pipeline properties) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = properties.name();
		this.topic = properties.topic();
	}

	/**
	 * Returns the current time by the clock that stamps rejections.
	 * @return the time by the database's clock
	 */
	Instant now() {
		return this.jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single().toInstant();
	}

	/**
	 * Counts the rejected records that wait for a decision.
	 * @param atMost the number at which counting stops
	 * @return the number of waiting records, or {@code atMost} if there are more
	 * @throws org.springframework.dao.QueryTimeoutException if the count takes more than
	 * two seconds
	 */
	public long waiting(int atMost) {
		return this.question.askInBackground(
				() -> this.jdbc.sql(COUNT_WAITING).params(this.pipeline, atMost).query(Long.class).single());
	}

	/**
	 * Lists rejected records.
	 * @param selection the records to list
	 * @param after the place after which the list begins
	 * @param limit the largest number of records
	 * @return the ledger's entries for the records
	 * @throws org.springframework.dao.QueryTimeoutException if the query takes too long
	 */
	List<RejectedEntry> list(RejectedSelection selection, RecordPlace after, int limit) {
		return this.question.ask(() -> select(LIST, selection, after, limit)
			.param("until", new Timestamp(PGStatement.DATE_POSITIVE_INFINITY))
			.query((rs, index) -> entry(rs))
			.list());
	}

	/**
	 * Reads some rejected records, few enough to fit into memory.
	 * @param selection the records to read
	 * @param after the place after which the records begin
	 * @param limit the largest number of records
	 * @param until the latest time of rejection
	 * @return the records, or an empty list if there are no more
	 */
	List<KeptRecord> read(RejectedSelection selection, RecordPlace after, int limit, Instant until) {
		return select(FEW, selection, after, limit).param("until", Timestamp.from(until))
			.param("bytes", BYTES_AT_ONCE)
			.query((rs, index) -> kept(rs))
			.list();
	}

	private JdbcClient.StatementSpec select(String sql, RejectedSelection selection, RecordPlace after, int limit) {
		RejectionCode code = selection.code();
		return this.jdbc.sql(sql)
			.param("pipeline", this.pipeline)
			.param("state", selection.state().name())
			.param("code", (code != null) ? code.name() : null)
			.param("only_partition", selection.partition())
			.param("batch", selection.batch())
			.param("partition", after.partition())
			.param("offset", after.offset())
			.param("limit", limit);
	}

	/**
	 * Reads one rejected record.
	 * @param place the record's place
	 * @return the record, or empty if no record of this place was rejected
	 */
	Optional<KeptRecord> find(RecordPlace place) {
		return this.jdbc.sql(ONE)
			.param("pipeline", this.pipeline)
			.param("partition", place.partition())
			.param("offset", place.offset())
			.query((rs, index) -> kept(rs))
			.optional();
	}

	private KeptRecord kept(ResultSet rs) throws SQLException {
		RejectedEntry entry = entry(rs);
		Instant timestamp = entry.timestamp();
		RecordHeaders headers = new RecordHeaders();
		String[] names = (String[]) rs.getArray("header_names").getArray();
		byte[][] values = (byte[][]) rs.getArray("header_values").getArray();
		for (int i = 0; i < names.length; i++) {
			headers.add(names[i], (i < values.length) ? values[i] : null);
		}
		ConsumerRecord<byte[], byte[]> kafkaRecord = new ConsumerRecord<>(this.topic, entry.partition(), entry.offset(),
				(timestamp != null) ? timestamp.toEpochMilli() : ConsumerRecord.NO_TIMESTAMP, TimestampType.CREATE_TIME,
				ConsumerRecord.NULL_SIZE, ConsumerRecord.NULL_SIZE, rs.getBytes("key"), rs.getBytes("value"), headers,
				Optional.empty());
		return new KeptRecord(entry, kafkaRecord, rs.getBoolean("came_again"));
	}

	private static RejectedEntry entry(ResultSet rs) throws SQLException {
		return new RejectedEntry(rs.getInt("kafka_partition"), rs.getLong("kafka_offset"), time(rs, "kafka_timestamp"),
				rs.getLong("batch"), RejectionCode.valueOf(rs.getString("code")), rs.getString("reason"),
				RejectionState.valueOf(rs.getString("state")), rs.getObject("retried_in", Long.class),
				rs.getTimestamp("rejected_at").toInstant(), time(rs, "changed_at"));
	}

	private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
		Timestamp time = rs.getTimestamp(column);
		return (time != null) ? time.toInstant() : null;
	}

}
