package io.kafkatojdbc.staging;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.table.StagingTable;

/**
 * Builds the SQL that tries rows of a slot one by one inside the server.
 * <p>
 * PostgreSQL reads a literal in SQL with the same function of its type as a field of
 * COPY. Like COPY, an INSERT refuses a value that is too long. Other casts in SQL would
 * cut the value off.
 */
final class TrialStatement {

	private static final String TRY_EACH = """
			DO $%1$s$
			DECLARE
				row text; fields text[]; culprit text; stored bigint;
				state text; message text; detail text; violated text;
				tried integer := 0;
				refused json[] := '{}';
			BEGIN
				FOREACH row IN ARRAY ARRAY[%2$s] LOOP
					tried := tried + 1;
					culprit := NULL;
					BEGIN
						EXECUTE %3$s || %4$s || ')';
						GET DIAGNOSTICS stored = ROW_COUNT;
						IF stored = 0 THEN
							refused := refused || json_build_object('tried', tried, 'message', '');
						END IF;
					EXCEPTION WHEN OTHERS THEN
						GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
							detail = PG_EXCEPTION_DETAIL, violated = CONSTRAINT_NAME;
						IF state || violated ~ '%5$s' THEN
							RAISE;
						END IF;
						IF state !~ '^(23|54)' THEN
							-- Some types raise an error where others answer that a value is not valid.
							BEGIN
								EXECUTE 'SELECT ARRAY[' || row || ']::text[]' INTO fields;
								culprit := CASE %6$s END;
							EXCEPTION WHEN OTHERS THEN
								culprit := NULL;
							END;
						END IF;
						refused := refused || json_build_object('tried', tried, 'state', state, 'message',
							left(message, 1000), 'detail', left(nullif(detail, ''), 1000), 'culprit', culprit);
					END;
				END LOOP;
				PERFORM set_config('kafka_to_jdbc_batch.refused', array_to_json(refused)::text, true);
			END $%1$s$
			""";

	/** The condition for a value that is not valid for the type of its column. */
	private static final String CULPRIT = """
			WHEN fields[%1$d] <> '%2$s' AND NOT pg_input_is_valid(fields[%1$d], %3$s) THEN %4$s
			""";

	private final StagingTable table;

	private final CopyLayout layout;

	private final int slot;

	// The tag is random and new, so no record can contain it.
	private final String tag = "t" + UUID.randomUUID().toString().replace("-", "");

	TrialStatement(StagingTable table, int slot) {
		this.table = table;
		this.layout = new CopyLayout(table);
		this.slot = slot;
	}

	/** Returns the statement that tries a list of rows. */
	String of(String rows) {
		String insert = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES ("
			.formatted(this.table.slots().get(this.slot), this.layout.columns());
		boolean defaults = this.table.columns().stream().anyMatch(Column::hasDefault);
		return TRY_EACH.formatted(this.tag, rows, literal(insert),
				defaults ? "replace(row, '''%s''', 'DEFAULT')".formatted(this.tag) : "row", ErrorLadder.NO_ROW_ERROR,
				culprits());
	}

	private String culprits() {
		int before = this.layout.columnsBeforeValues();
		return IntStream.range(0, this.table.columns().size()).mapToObj((i) -> {
			Column column = this.table.columns().get(i);
			return CULPRIT.formatted(before + i + 1, this.tag, literal(column.type()), literal(column.name()));
		}).collect(Collectors.joining());
	}

	private static String literal(String text) {
		return "E'" + text.replace("\\", "\\\\").replace("'", "''") + '\'';
	}

	/**
	 * Returns the fields of a line as a list of SQL literals. COPY and SQL have the same
	 * escapes, so each field only needs quotes.
	 */
	String row(String line) {
		return Stream.of(line.split("\t", -1)).map((field) -> switch (field) {
			case "\\N" -> "NULL";
			case "\\D" -> "'" + this.tag + "'";
			default -> "E'" + field.replace("'", "''") + '\'';
		}).collect(Collectors.joining(",", "$" + this.tag + "r$", "$" + this.tag + "r$"));
	}

}
