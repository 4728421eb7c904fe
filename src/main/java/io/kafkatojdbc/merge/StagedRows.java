package io.kafkatojdbc.merge;

import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads rows of batches that are not merged, as they are staged. */
@Component
class StagedRows {

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final Slots slots;

	StagedRows(@Control JdbcClient jdbc, LimitedQuestion question, Slots slots) {
		this.jdbc = jdbc;
		this.question = question;
		this.slots = slots;
	}

	/**
	 * Returns the rows of a record.
	 * @param batch the number of the rows' batch
	 * @param place the place of the record in the topic
	 * @return the columns of the row as a JSON object, an array of such objects if the
	 * record has several rows, or empty if it has none
	 * @throws org.springframework.dao.QueryTimeoutException if the query takes too long
	 */
	Optional<String> find(long batch, RecordPlace place) {
		return this.question.ask(() -> this.jdbc.sql("""
				SELECT CASE count(*) WHEN 1 THEN jsonb_agg(r.one) -> 0 ELSE jsonb_agg(r.one) END
				FROM (SELECT to_jsonb(s) - 'slot' AS one FROM %s s
					WHERE batch = ? AND kafka_partition = ? AND kafka_offset = ? ORDER BY ctid) r
				HAVING count(*) > 0
				""".formatted(this.slots.tableName()))
			.params(batch, place.partition(), place.offset())
			.query(String.class)
			.optional());
	}

}
