package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.table.StagingTable;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tries rows one by one inside the server. This saves the round trips of a COPY and a
 * savepoint for each row.
 * <p>
 * PostgreSQL reads a literal in SQL with the same function of its type as a field of
 * COPY. Like COPY, an INSERT refuses a value that is too long. Other casts in SQL would
 * cut the value off.
 */
@Component
class RowTrial {

	/** The length, in characters, beyond which a statement takes no more rows. */
	private static final int STATEMENT_LENGTH = 1 << 22;

	private static final String TRY_EACH = """
			DO $%1$s$
			DECLARE
				row text; fields text[];
				state text; message text; detail text; violated text;
				tried integer := 0;
				refused json[] := '{}';
			BEGIN
				FOREACH row IN ARRAY ARRAY[%2$s] LOOP
					tried := tried + 1;
					fields := NULL;
					BEGIN
						EXECUTE %3$s || %4$s || ')';
					EXCEPTION WHEN OTHERS THEN
						GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
							detail = PG_EXCEPTION_DETAIL, violated = CONSTRAINT_NAME;
						IF state || violated !~ '%5$s' THEN
							RAISE;
						END IF;
						IF state ^@ '22' THEN
							EXECUTE 'SELECT ARRAY[' || row || ']::text[]' INTO fields;
						END IF;
						refused := refused || json_build_object('tried', tried, 'state', state, 'message',
							left(message, 1000), 'detail', left(nullif(detail, ''), 1000), 'culprit', CASE %6$s END);
					END;
				END LOOP;
				PERFORM set_config('kafka_to_jdbc_batch.refused', array_to_json(refused)::text, true);
			END $%1$s$
			""";

	/** The condition for a value that is not valid for the type of its column. */
	private static final String CULPRIT = """
			WHEN fields[%1$d] <> '%2$s' AND NOT pg_input_is_valid(fields[%1$d], %3$s) THEN %4$s
			""";

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
		// The tag is random and new, so no record can contain it.
		String tag = "t" + UUID.randomUUID().toString().replace("-", "");
		List<BadRow> bad = new ArrayList<>();
		List<Integer> numbers = new ArrayList<>();
		StringBuilder tried = new StringBuilder();
		for (int row = rows.nextRow(0); row < rows.rows(); row = rows.nextRow(row + 1)) {
			tried.append(numbers.isEmpty() ? "" : ",\n").append(fields(rows.text(row), tag));
			numbers.add(row);
			if (tried.length() > STATEMENT_LENGTH || rows.nextRow(row + 1) == rows.rows()) {
				run(statement(table, slot, tried.toString(), tag)).forEach((each) -> bad.add(each.badRow(numbers)));
				tried.setLength(0);
				numbers.clear();
			}
		}
		return bad;
	}

	private static String statement(StagingTable table, int slot, String rows, String tag) {
		String insert = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (".formatted(table.slots().get(slot),
				new CopyLayout(table).columns());
		boolean defaults = table.columns().stream().anyMatch(Column::hasDefault);
		return TRY_EACH.formatted(tag, rows, literal(insert),
				defaults ? "replace(row, '''%s''', 'DEFAULT')".formatted(tag) : "row", ErrorLadder.DATA_ERROR,
				culprits(table, tag));
	}

	private static String culprits(StagingTable table, String tag) {
		int before = new CopyLayout(table).columnsBeforeValues();
		return IntStream.range(0, table.columns().size()).mapToObj((i) -> {
			Column column = table.columns().get(i);
			return CULPRIT.formatted(before + i + 1, tag, literal(column.type()), literal(column.name()));
		}).collect(Collectors.joining());
	}

	private static String literal(String text) {
		return "E'" + text.replace("\\", "\\\\").replace("'", "''") + '\'';
	}

	/**
	 * Returns the fields of a line as a list of SQL literals. COPY and SQL have the same
	 * escapes, so each field only needs quotes.
	 */
	private static String fields(String line, String tag) {
		return Stream.of(line.split("\t", -1)).map((field) -> switch (field) {
			case "\\N" -> "NULL";
			case "\\D" -> "'" + tag + "'";
			default -> "E'" + field.replace("'", "''") + '\'';
		}).collect(Collectors.joining(",", "$" + tag + "r$", "$" + tag + "r$"));
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
	private record Refused(int tried, String state, String message, @Nullable String detail, @Nullable String culprit) {

		BadRow badRow(List<Integer> rows) {
			return new BadRow(rows.get(this.tried - 1), RejectionCode.of(this.state),
					BadRowException.reason(this.culprit, this.message, this.detail));
		}

	}

}
