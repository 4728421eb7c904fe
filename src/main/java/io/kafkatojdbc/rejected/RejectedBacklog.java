package io.kafkatojdbc.rejected;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the rejected records that wait for a decision. */
@Component
public class RejectedBacklog {

	private static final String COUNT_WAITING = """
			SELECT count(*) FROM (
				SELECT FROM ingest.rejected_record WHERE pipeline = ? AND state = 'WAITING' LIMIT ?) r
			""";

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	RejectedBacklog(@Control JdbcClient jdbc, LimitedQuestion question, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = pipeline.name();
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

}
