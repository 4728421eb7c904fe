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
	 * Returns one row.
	 * @param batch the number of the row's batch
	 * @param place the place of the row's record in the topic
	 * @return the columns of the row as a JSON object, or empty if there is no such row
	 * @throws org.springframework.dao.QueryTimeoutException if the query takes too long
	 */
	Optional<String> find(long batch, RecordPlace place) {
		return this.question.ask(() -> this.jdbc.sql("""
				SELECT to_jsonb(s) - 'slot' FROM %s s WHERE batch = ? AND kafka_partition = ? AND kafka_offset = ?
				LIMIT 1
				""".formatted(this.slots.tableName()))
			.params(batch, place.partition(), place.offset())
			.query(String.class)
			.optional());
	}

}
