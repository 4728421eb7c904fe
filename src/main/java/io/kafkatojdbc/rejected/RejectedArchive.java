package io.kafkatojdbc.rejected;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;
import org.postgresql.PGStatement;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rejected records that are kept, in the order of partition and offset. */
@Component
class RejectedArchive {

	private static final int BYTES_AT_ONCE = 1 << 25;

	private static final String LATEST = """
			SELECT greatest(clock_timestamp(), max(rejected_at)) FROM ingest.rejected_record
			WHERE pipeline = ? AND state = 'WAITING'
			""";

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	private final KeptRecordMapper mapper;

	RejectedArchive(@Control JdbcClient jdbc, LimitedQuestion question, Pipeline properties) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = properties.name();
		this.mapper = new KeptRecordMapper(properties.topic());
	}

	/**
	 * Returns a time that is not before any rejection until now, even if the clock that
	 * stamps rejections was set back.
	 * @return the time by the database's clock
	 */
	Instant latest() {
		return this.jdbc.sql(LATEST).param(this.pipeline).query(Timestamp.class).single().toInstant();
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
		return this.question.ask(() -> select(RejectedStatements.LIST, selection, after, limit)
			.param("until", new Timestamp(PGStatement.DATE_POSITIVE_INFINITY))
			.query((rs, index) -> KeptRecordMapper.entry(rs))
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
		return select(RejectedStatements.FEW, selection, after, limit).param("until", Timestamp.from(until))
			.param("bytes", BYTES_AT_ONCE)
			.query(this.mapper)
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
		return this.jdbc.sql(RejectedStatements.ONE)
			.param("pipeline", this.pipeline)
			.param("partition", place.partition())
			.param("offset", place.offset())
			.query(this.mapper)
			.optional();
	}

}
