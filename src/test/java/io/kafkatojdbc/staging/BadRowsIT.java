package io.kafkatojdbc.staging;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** That bad rows are told from good ones, and what it costs. */
class BadRowsIT {

	private static final String PAYLOAD = """
			id text NOT NULL, name varchar(20), fixed char(3), bits bit(3), year integer CHECK (year > 1887),
			rating numeric(3, 1), at timestamptz, attributes jsonb, tags text[], codes varchar(2)[],
			twice text GENERATED ALWAYS AS (id || id) STORED, "a 'b' \\c" date, number bigint GENERATED ALWAYS AS IDENTITY,
			lang text NOT NULL DEFAULT 'en', domain code
			""";

	private static final String LONG_YEAR = "{\"id\":\"1\",\"year\":\"%s\"}".formatted("1".repeat(10_000));

	/** Sequences count what is rolled back as well. */
	private static final String COUNT_COPIES = """
			CREATE SEQUENCE copies; CREATE SEQUENCE passes; CREATE SEQUENCE last_pass;
			CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					IF current_query() LIKE 'COPY%' THEN
						PERFORM nextval('copies');
					ELSIF (SELECT last_value FROM last_pass) <> pg_current_xact_id()::text::bigint THEN
						PERFORM setval('last_pass', pg_current_xact_id()::text::bigint), nextval('passes');
					END IF;
					RETURN NULL;
				END $$;
			CREATE TRIGGER count_statement BEFORE INSERT ON films_staging_0 EXECUTE FUNCTION count_statement();
			""";

	private final StagingContext context = new StagingContext("CREATE DOMAIN code AS varchar(3) CHECK (value <> 'no')",
			PAYLOAD);

	private long next;

	@BeforeEach
	void countCopies() {
		this.context.execute(COUNT_COPIES);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 0", "1, 2, 0", "4, 5, 0", "6, 6, 1", "500, 5, 1" })
	void aFewBadRowsCostACopyEachAndMoreOnePass(int bad, int copies, int passes) {
		stage(500, (i) -> (i < bad) ? "{\"id\":\"%d\",\"year\":1066}".formatted(i) : "{\"id\":\"%d\"}".formatted(i));
		assertThat(this.context.count("films_staging")).isEqualTo(500 - bad);
		assertThat(this.context.count("ingest.rejected_record")).isEqualTo(bad);
		assertThat(this.context.called("copies")).isEqualTo(copies);
		assertThat(this.context.called("passes")).isEqualTo(passes);
	}

	@Test
	void whereThereAreManyBadRowsThePassComesFirst() {
		stage(500, (i) -> "no film, but {\"id\":\"1\",\"year\":1066}".substring((i < 10) ? 13 : 0));
		stage(500, (i) -> "{\"id\":\"%d\",\"year\":%d}".formatted(i, (i < 10) ? 1066 : 1999));
		assertThat(this.context.called("copies")).isEqualTo(5 + 2);
		assertThat(this.context.called("passes")).isEqualTo(2);
		assertThat(this.context.count("films_staging")).isEqualTo(490);
	}

	@Test
	void theServerFindsTheSameRowsAsCopyDoes() throws UnreadableRecordException {
		List<String> fields = List.of("\"name\":\"A Film With Too Long a Name\"", "\"name\":\"trailing spaces      \"",
				"\"fixed\":\"abcd\"", "\"fixed\":\"a\"", "\"bits\":\"10\"", "\"bits\":\"101\"", "\"year\":\"soon\"",
				"\"year\":1066", "\"year\":99999999999", "\"rating\":100", "\"rating\":9.94", "\"at\":\"never\"",
				"\"at\":\"infinity\"", "\"attributes\":{\"a\":\"\\ud800\"}", "\"attributes\":\"it's\"",
				"\"tags\":\"{\"", "\"tags\":[\"a'b\\\\c\\n\",null]", "\"codes\":[\"abc\"]", "\"codes\":[\"ab\"]",
				"\"a 'b' \\\\c\":\"x\"", "\"a 'b' \\\\c\":\"2026-11-22\"", "\"number\":5", "\"number\":\"x\"",
				"\"lang\":\"$x$ \\\\D\"", "\"domain\":\"no\"", "\"domain\":\"long\"", "\"domain\":\"yes\"");
		StagingTable table = this.context.bean(CurrentStagingTable.class).get();
		RowEncoder encoder = Samples.encoder(table, "id");
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		for (String each : fields) {
			encoder.encode(Samples.record(rows.rows(), "{\"id\":\"x\",%s}".formatted(each)), 1_000, rows.rows(), rows);
		}
		rows.leaveOut(0);
		rows.leaveOut(5);
		List<BadRow> expected = this.context.inTransaction(() -> this.context.bean(RowCopy.class)
			.findBadRows(new CopyLayout(table).copyInto(0, CopyFormat.TEXT), rows, (row) -> true));
		List<BadRow> found = this.context
			.inTransaction(() -> this.context.bean(RowTrial.class).findBadRows(table, 0, rows));
		assertThat(expected).hasSize(14);
		assertThat(found).usingRecursiveFieldByFieldElementComparatorIgnoringFields("refusal.reason")
			.isEqualTo(expected);
		assertThat(found).extracting((each) -> each.refusal().reason())
			.contains("column 'year': invalid input syntax for type integer: \"soon\"",
					"column 'fixed': value too long for type character(3)",
					"column 'a 'b' \\c': invalid input syntax for type date: \"x\"");
	}

	@Test
	void whatIsNoDataErrorRejectsNothing() {
		this.context.execute("""
				CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
					IF current_query() NOT LIKE 'COPY%' THEN RAISE 'no space left' USING ERRCODE = '53100'; END IF;
					RETURN NEW; END $$;
				CREATE TRIGGER disk_full BEFORE INSERT ON films_staging FOR EACH ROW EXECUTE FUNCTION disk_full()
				""");
		assertThatException().isThrownBy(() -> stage(10, (i) -> "{\"id\":\"1\",\"year\":1066}"))
			.withMessageContaining("no space left");
		assertThat(this.context.count("ingest.rejected_record")).isZero();
		assertThat(this.context.count("films_staging")).isZero();
	}

	@Test
	void aRoleThatMayNotRunCodeOnTheServerFindsThemAsWell() {
		this.context.execute("DROP EXTENSION plpgsql CASCADE");
		stage(10, (i) -> "{\"id\":\"%d\",\"year\":%d}".formatted(i, (i < 8) ? 1066 : 1999));
		assertThat(this.context.count("ingest.rejected_record")).isEqualTo(8);
		assertThat(this.context.count("films_staging")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10 })
	void noReasonIsAsLongAsAValueCanBe(int records) {
		stage(records, (i) -> LONG_YEAR);
		assertThat(this.context.count("ingest.rejected_record WHERE length(reason) = 1000 AND reason LIKE '%111…'"))
			.isEqualTo(records);
	}

	@Test
	void theServerNotesNoLongReasons() throws UnreadableRecordException {
		StagingTable table = this.context.bean(CurrentStagingTable.class).get();
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		Samples.encoder(table, "id").encode(Samples.record(0, LONG_YEAR), 1_000, 0, rows);
		List<BadRow> bad = this.context
			.inTransaction(() -> this.context.bean(RowTrial.class).findBadRows(table, 0, rows));
		assertThat(bad).singleElement().satisfies((each) -> assertThat(each.refusal().reason()).hasSizeLessThan(1_100));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "9224318015999999, 0", "9224318016000000, 1", "1763800000000000000, 1",
			"9223372036854775807, 1", "-1, 1", "-1763800000000000000, 1" })
	void aTimestampThatPostgresqlCannotKeepIsNone(long timestamp, int unknown) {
		Poll poll = new Poll();
		poll.add(0, 0, 2,
				List.of(Samples.record(0, 0, timestamp, "{\"id\":\"1\"}"), Samples.record(0, 1, timestamp, "no film")));
		this.context.bean(Stager.class).stage(poll);
		assertThat(this.context.count("films_staging WHERE kafka_timestamp IS NULL")).isEqualTo(unknown);
		assertThat(this.context.count("ingest.rejected_record WHERE kafka_timestamp IS NULL")).isEqualTo(unknown);
		assertThat(this.context.count("ingest.batch_part WHERE last_timestamp IS NULL")).isEqualTo(unknown);
		assertThat(this.context.count("films_staging")).isOne();
	}

	private void stage(int records, IntFunction<String> value) {
		Poll poll = new Poll();
		poll.add(0, this.next, this.next + records,
				IntStream.range(0, records).mapToObj((i) -> Samples.record(0, this.next + i, value.apply(i))).toList());
		this.context.bean(CurrentStagingTable.class).doubt();
		this.context.bean(Stager.class).stage(poll);
		this.next += records;
	}

}
