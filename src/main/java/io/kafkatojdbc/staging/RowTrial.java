package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.table.StagingTable;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tries rows one by one inside the server. This saves the round trips of a COPY and a
 * savepoint for each row.
 */
@Component
class RowTrial {

	/** The length, in characters, beyond which a statement takes no more rows. */
	private static final int STATEMENT_LENGTH = 1 << 22;

	private static final String REFUSED = """
			SELECT * FROM json_to_recordset(current_setting('kafka_to_jdbc_batch.refused')::json)
				AS r (tried integer, state text, message text, detail text, culprit text)
			""";

	private final JdbcTemplate jdbc;

	RowTrial(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Tries the rows that are not left out. The caller rolls the transaction back.
	 * @param table the staging table
	 * @param slot the slot of the rows
	 * @param rows the rows
	 * @return the rows that the database refuses
	 * @throws BadRowException if the rows cannot be written in SQL
	 */
	List<BadRow> findBadRows(StagingTable table, int slot, CopyRows rows) {
		TrialStatement statement = new TrialStatement(table, slot);
		List<BadRow> bad = new ArrayList<>();
		List<Integer> numbers = new ArrayList<>();
		StringBuilder tried = new StringBuilder();
		for (int row = rows.nextRow(0); row < rows.rows(); row = rows.nextRow(row + 1)) {
			tried.append(numbers.isEmpty() ? "" : ",\n").append(statement.row(rows.text(row)));
			numbers.add(row);
			if (tried.length() > STATEMENT_LENGTH || rows.nextRow(row + 1) == rows.rows()) {
				run(statement.of(tried.toString())).forEach((each) -> bad.add(each.badRow(numbers)));
				tried.setLength(0);
				numbers.clear();
			}
		}
		return bad;
	}

	private List<Refused> run(String statement) {
		this.jdbc.execute((StatementCallback<Boolean>) (connected) -> {
			try {
				connected.setEscapeProcessing(false);
				return connected.execute(statement);
			}
			catch (SQLException ex) {
				throw BadRowException.of(ex).map(RuntimeException.class::cast).orElseThrow(() -> ex);
			}
		});
		return JdbcClient.create(this.jdbc).sql(REFUSED).query(Refused.class).list();
	}

	/** A row that the server has refused, as the server reports it. */
	private record Refused(int tried, @Nullable String state, String message, @Nullable String detail,
			@Nullable String culprit) {

		BadRow badRow(List<Integer> rows) {
			return new BadRow(rows.get(this.tried - 1), (this.state != null)
					? Refusal.of(this.state, this.culprit, this.message, this.detail) : Refusal.LEFT_OUT);
		}

	}

}
