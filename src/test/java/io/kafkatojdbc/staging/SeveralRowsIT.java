package io.kafkatojdbc.staging;

import java.util.List;
import java.util.stream.IntStream;

import io.kafkatojdbc.format.LinesReaders;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A record becomes several rows, one, or none; it is staged whole, or rejected whole. */
class SeveralRowsIT {

	private static StagingContext context;

	@BeforeAll
	static void start() {
		context = new StagingContext("", "id varchar(20) NOT NULL, name text, CHECK (id <> 'no')", LinesReaders.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void takeAllBack() {
		assertThat(context.count("ingest.batch_part WHERE next_offset - from_offset <> staged + rejected + skipped"))
			.isZero();
		context.takeAllBack();
	}

	@Test
	void recordsWithAndWithoutRowsAreCountedApartFromRows() {
		double polled = counted("ingest.records.polled");
		double skipped = counted("ingest.records.skipped");
		double rows = counted("ingest.rows.staged");
		context.stage("a\nb\nc", "skip", "d", "e\n!\nf");
		context.stage("skip");
		context.stage("g\nh");
		assertThat(rows()).containsExactly("0 a", "0 b", "0 c", "2 d", "5 g", "5 h");
		assertLedger("staged 3, extra 3, rejected 1, skipped 2");
		Batch batch = context.bean(BatchHistory.class).current().open();
		assertThat(batch.rows()).isEqualTo(6);
		assertThat(batch.rejected()).isOne();
		assertThat(batch.skipped()).isEqualTo(2);
		assertThat(counted("ingest.records.polled") - polled).isEqualTo(6);
		assertThat(counted("ingest.records.skipped") - skipped).isEqualTo(2);
		assertThat(counted("ingest.rows.staged") - rows).isEqualTo(6);
	}

	@Test
	void aPollOfSkippedRecordsAdvancesTheLedger() {
		context.stage("skip", "skip");
		assertLedger("staged 0, extra 0, rejected 0, skipped 2");
		assertThat(context.count("ingest.batch_part WHERE first_staged_at IS NULL AND next_offset = 2")).isOne();
	}

	@Test
	void rowsHaveInCommonWhatIsMarked() {
		context.stage("#Jaws\na\nb", "#\nc", "d", "a\nb");
		assertThat(rows("concat(id, '/', coalesce(name, '-'))")).containsExactly("0 a/Jaws", "0 b/Jaws", "1 c/",
				"2 d/-", "3 a/-", "3 b/-");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "!|a line cannot be read", "a;!b;c|row 1, counted from 0: a line cannot be read",
					"#x;!a|row 0, counted from 0: a line cannot be read",
					"a;b;;c|row 2, counted from 0: column 'id' is NOT NULL, and has no value" })
	void aRowThatCannotBeReadTakesItsWholeRecordWithIt(String bad, String reason) {
		context.stage("x\ny", bad.replace(';', '\n'), "z");
		assertThat(rows()).containsExactly("0 x", "0 y", "2 z");
		assertThat(reasons()).containsExactly(reason);
		assertLedger("staged 2, extra 1, rejected 1, skipped 0");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "1, 3", "3, 3", "6, 2", "9, 9" })
	void aRowThatTheDatabaseRefusesTakesItsWholeRecordWithIt(int badRecords, int badRows) {
		String bad = "good\n" + "no\n".repeat(badRows) + "good, too";
		context.stage(IntStream.range(0, 30)
			.mapToObj((i) -> (i % 3 == 1 && i < 3 * badRecords) ? bad : "x\ny\nz")
			.toArray(String[]::new));
		assertThat(context.count("films_staging")).isEqualTo(3L * (30 - badRecords));
		assertThat(context.count("films_staging WHERE id LIKE 'good%'")).isZero();
		assertThat(reasons()).hasSize(badRecords)
			.allMatch((reason) -> reason.startsWith("row 1, counted from 0: ") && reason.contains("check constraint"));
		assertLedger("staged %d, extra %d, rejected %d, skipped 0".formatted(30 - badRecords, 2 * (30 - badRecords),
				badRecords));
	}

	@Test
	void theOnlyRowOfARecordIsNotNumbered() {
		context.stage("no", "a\nb", "much too long for this column");
		assertThat(reasons()).noneMatch((reason) -> reason.contains("row 0, counted"));
		assertThat(rows()).containsExactly("1 a", "1 b");
	}

	@Test
	void aReaderThatForgetsARecordRejectsNothing() {
		assertThatIllegalStateException().isThrownBy(() -> context.stage("a", "nothing"))
			.withMessageContaining("has not skipped the record");
		assertThat(rows()).isEmpty();
		assertThat(context.count("ingest.batch_part")).isZero();
	}

	private static void assertLedger(String counts) {
		assertThat(context.jdbc().sql("""
				SELECT format('staged %s, extra %s, rejected %s, skipped %s', staged, extra_rows, rejected, skipped)
				FROM ingest.batch_part
				""").query(String.class).single()).isEqualTo(counts);
	}

	private static List<String> rows() {
		return rows("id");
	}

	private static List<String> rows(String value) {
		return context.jdbc()
			.sql("SELECT concat(kafka_offset, ' ', %s) FROM films_staging ORDER BY kafka_offset, id".formatted(value))
			.query(String.class)
			.list();
	}

	private static List<String> reasons() {
		return context.jdbc().sql("SELECT reason FROM ingest.rejected_record").query(String.class).list();
	}

	private static double counted(String meter) {
		return context.bean(MeterRegistry.class).get(meter).counter().count();
	}

}
