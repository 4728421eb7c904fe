package io.kafkatojdbc.staging;

import java.util.List;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Whether a record or something else is the cause of an error, whatever its class is. */
class WhoseFaultIT {

	/** A value of the domain is the SQLSTATE that the domain's check raises. */
	private static final String TYPES = """
			CREATE EXTENSION hstore; CREATE EXTENSION ltree;
			CREATE FUNCTION check_code(code text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
				IF code <> 'good' THEN RAISE 'a bad code' USING ERRCODE = code; END IF;
				RETURN true; END $$;
			CREATE DOMAIN code AS text CHECK (check_code(value));
			CREATE TABLE genre (name text PRIMARY KEY)
			""";

	private static final String PAYLOAD = "id text, words tsvector, path ltree, pairs hstore, kind regclass, code code, genre text";

	private static final String TRIGGER = """
			CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				IF NEW.id LIKE 'bad%%' THEN %s; END IF;
				RETURN NEW; END $$;
			CREATE TRIGGER refuse %s INSERT ON films_staging_0 FOR EACH ROW EXECUTE FUNCTION refuse()
			""";

	private static StagingContext context;

	@BeforeAll
	static void start() {
		context = new StagingContext(TYPES, PAYLOAD);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void takeAllBack() {
		context.execute("""
				DROP FUNCTION IF EXISTS refuse CASCADE; TRUNCATE films_staging; DELETE FROM ingest.batch_part;
				ALTER TABLE films_staging DROP CONSTRAINT IF EXISTS known_genre;
				DELETE FROM ingest.rejected_record; UPDATE ingest.partition_offset SET next_offset = 0
				""");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '~', value = { "words, '", "path, a b", "pairs, a", "kind, nothing", "code, P0001",
			"code, 42P01", "code, XX000", "code, 0A000" })
	void aValueThatItsTypeRefusesIsTheRecords(String column, String value) {
		String bad = "{\"id\":\"1\",\"%s\":\"%s\"}".formatted(column, value);
		context.stage(bad);
		context.stage(bad, bad, bad, bad, bad, bad, bad, "{\"id\":\"8\"}", bad);
		context.stage(bad, bad, bad, bad, bad, bad, bad);
		assertThat(context.count("films_staging")).isOne();
		assertThat(context.count("ingest.rejected_record WHERE code = 'WRONG_VALUE' AND reason LIKE 'column ''%s'': %%'"
			.formatted(column))).isEqualTo(16);
	}

	@ParameterizedTest
	@ValueSource(strings = { "08001", "25006", "40001", "42501", "53100", "53200", "55P03", "57014", "57P01", "58030",
			"F0000", "XX001" })
	void whatIsKnownToPassIsNotTheRecordsEvenInAColumn(String code) {
		String bad = "{\"id\":\"1\",\"code\":\"%s\"}".formatted(code);
		assertThatException().isThrownBy(() -> context.stage(bad)).withMessageContaining("a bad code");
		assertThat(context.count("ingest.rejected_record")).isZero();
		assertThat(context.count("films_staging")).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "BEFORE", "AFTER" })
	void aRowThatATriggerRefusesIsTheRecordsIfOthersPass(String when) {
		context.execute(TRIGGER.formatted("RAISE 'no such film'", when));
		assertThatIllegalStateException().isThrownBy(() -> context.stage("{\"id\":\"bad\"}"))
			.withMessageContaining("probably the cause")
			.withMessageContaining("no such film");
		assertThatIllegalStateException().isThrownBy(() -> context.stage("{\"id\":\"bad\"}", "{\"id\":\"bad2\"}"));
		assertThat(context.count("ingest.rejected_record")).isZero();
		context.stage("{\"id\":\"bad\"}", "{\"id\":\"good\"}", "{\"id\":\"bad2\"}", "no film");
		assertThat(context.count("films_staging")).isOne();
		assertThat(context.count("ingest.rejected_record WHERE code = 'CONSTRAINT' AND reason = 'no such film'"))
			.isEqualTo(2);
	}

	@Test
	void aRowThatATriggerLeavesOutIsRejected() {
		context.execute(TRIGGER.formatted("RETURN NULL", "BEFORE"));
		context.stage("{\"id\":\"bad\"}");
		context.stage("{\"id\":\"1\"}", "{\"id\":\"bad\"}", "{\"id\":\"2\"}");
		assertThat(context.count("films_staging")).isEqualTo(2);
		assertThat(context.count("ingest.rejected_record WHERE code = 'CONSTRAINT' AND reason LIKE 'a trigger %'"))
			.isEqualTo(2);
	}

	@Test
	void aConstraintThatIsCheckedByTheCommitRejectsItsRows() {
		context.execute("ALTER TABLE films_staging ADD CONSTRAINT known_genre FOREIGN KEY (genre) REFERENCES genre "
				+ "DEFERRABLE INITIALLY DEFERRED");
		context.stage("{\"id\":\"1\",\"genre\":\"none\"}", "{\"id\":\"2\"}");
		context.stage("{\"id\":\"3\",\"genre\":\"none\"}");
		assertThat(context.count("films_staging")).isOne();
		assertThat(context.count("ingest.rejected_record WHERE reason LIKE '%known_genre%'")).isEqualTo(2);
	}

	@Test
	void aRecordThatWasRejectedBeforeStaysRejected() {
		context.execute(TRIGGER.formatted("RAISE 'no such film'", "BEFORE"));
		OrderedRecords records = new OrderedRecords();
		records.add(Samples.record(0, 0, "{\"id\":\"bad\"}"), 1_000);
		CurrentStagingTable table = context.bean(CurrentStagingTable.class);
		Staged staged = context.bean(RecordStager.class)
			.stageAgain(records, (batch, rejected, slot) -> table.get().layouts().get(batch.slot()));
		assertThat(staged.rejected()).extracting(RejectedRecord::code).containsExactly(RejectionCode.CONSTRAINT);
	}

	@Test
	void theServerJudgesAsCopyDoes() throws UnreadableRecordException {
		context.execute(TRIGGER.formatted("IF NEW.id = 'bad' THEN RAISE 'no'; END IF; RETURN NULL", "BEFORE"));
		StagingTable table = context.bean(CurrentStagingTable.class).get();
		RowEncoder encoder = Samples.encoder(table, "id");
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		for (String each : List.of("\"id\":\"bad\"", "\"id\":\"bad2\"", "\"id\":\"1\"", "\"words\":\"'\"",
				"\"path\":\"a b\"", "\"pairs\":\"a\"", "\"kind\":\"nothing\"")) {
			encoder.encode(Samples.record(rows.rows(), "{%s}".formatted(each)), 1_000, rows.rows(), rows);
		}
		List<BadRow> byCopy = context.inTransaction(() -> context.bean(RowCopy.class)
			.findBadRows(new CopyLayout(table).copyInto(0, CopyFormat.TEXT), rows, (row) -> true));
		assertThat(byCopy).extracting((each) -> each.refusal().certain())
			.containsExactly(false, true, true, true, true, true);
		assertThat(context.inTransaction(() -> context.bean(RowTrial.class).findBadRows(table, 0, rows)))
			.isEqualTo(byCopy);
	}

}
