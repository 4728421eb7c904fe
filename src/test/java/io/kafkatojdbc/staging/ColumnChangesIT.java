package io.kafkatojdbc.staging;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Columns that are changed while polls are staged are used from the next poll on. */
class ColumnChangesIT {

	private static final String FILM = "{\"id\":\"a\",\"length\":7,\"rating\":9,\"name\":\"Up\",\"title\":\"Down\"}";

	private static final String WAITING = """
			pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE NOT l.granted AND c.relname LIKE 'films_staging%'
			""";

	private final StagingContext context = new StagingContext("id text, length integer, title text");

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void anAddedColumnIsFilledFromTheNextPollOn() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging ADD COLUMN rating integer");
		this.context.stage(FILM);
		assertThat(rows("rating = 9")).isOne();
		assertToldOf("column rating integer was added");
	}

	@Test
	void anAddedColumnIsFilledInBinaryFormatToo() {
		this.context.execute("ALTER TABLE films_staging DROP COLUMN id, DROP COLUMN title");
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging ADD COLUMN rating integer");
		this.context.stage(FILM);
		assertThat(rows("rating = 9")).isOne();
	}

	@Test
	void aChangeThatCommitsBetweenTwoStatementsOfAPollIsNoticedByThatPoll() throws Exception {
		this.context.stage(FILM);
		try (Connection other = this.context.bean(DataSource.class).getConnection();
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("ALTER TABLE films_staging ADD COLUMN rating integer");
			CompletableFuture<Void> poll = CompletableFuture.runAsync(() -> this.context.stage(FILM));
			await("COPY waits for the lock").until(() -> this.context.count(WAITING) > 0);
			other.commit();
			other.setAutoCommit(true);
			poll.get(30, TimeUnit.SECONDS);
		}
		assertThat(rows("rating = 9")).isOne();
	}

	@Test
	void aRenamedColumnTakesTheFieldOfItsNewName() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging RENAME COLUMN title TO name");
		this.context.stage(FILM);
		assertThat(rows("name = 'Up'")).isOne();
		assertToldOf("column title is called name now, and fields called title are ignored");
	}

	@Test
	void theFieldOfADroppedColumnIsIgnored() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging DROP COLUMN title");
		this.context.stage(FILM);
		assertThat(rows("length = 7")).isEqualTo(2);
		assertToldOf("column title text was dropped, and fields called title are ignored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bigint", "text", "numeric(5,1)", "jsonb USING to_jsonb(length)" })
	void aValueIsOfTheColumnsNewType(String type) {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging ALTER COLUMN length TYPE " + type);
		this.context.stage(FILM);
		assertThat(rows("length::text::numeric = 7")).isEqualTo(2);
		assertToldOf("column length is " + type.replaceFirst(" USING.*", "") + " instead of integer");
	}

	@Test
	void aDefaultIsUsedOnceThereIsOne() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging ALTER COLUMN length SET DEFAULT 42, "
				+ "ALTER COLUMN title SET DEFAULT '', ALTER COLUMN title SET NOT NULL");
		this.context.execute("ALTER TABLE films_staging_0 ALTER COLUMN length SET DEFAULT 42, "
				+ "ALTER COLUMN title SET DEFAULT ''");
		this.context.stage("{\"id\":\"b\"}");
		assertThat(rows("id = 'b' AND length = 42 AND title = ''")).isOne();
	}

	@Test
	void aPollThatOnlyHasRejectedRecordsNoticesTheChangeToo() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging ALTER COLUMN length TYPE text");
		this.context.stage("{\"length\":\"seven\"}");
		assertThat(rows("length = 'seven'")).isOne();
		assertThat(this.context.count("ingest.rejected_record")).isZero();
	}

	@Test
	void nothingIsStagedIntoASlotThatIsNoPartOfTheTable() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging DETACH PARTITION films_staging_0");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> this.context.stage(FILM))
			.withMessageContaining("has no partition for slot 0");
		assertThat(this.context.count("films_staging_0")).isOne();
		this.context.execute("ALTER TABLE films_staging ATTACH PARTITION films_staging_0 FOR VALUES IN (0)");
		this.context.stage(FILM);
		assertThat(rows("length = 7")).isEqualTo(2);
	}

	@Test
	void aServiceColumnThatIsDroppedHoldsThePollsAndIsNamed() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging DROP COLUMN kafka_offset");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> this.context.stage(FILM))
			.withMessageContaining("no column kafka_offset bigint");
		this.context.execute("ALTER TABLE films_staging ADD COLUMN kafka_offset bigint");
		this.context.stage(FILM);
		assertThat(rows("kafka_offset IS NOT NULL")).isOne();
	}

	@Test
	void aTableThatIsReplacedTakesTheNextPoll() {
		this.context.stage(FILM);
		this.context.execute("ALTER TABLE films_staging RENAME TO old; ALTER TABLE films_staging_0 RENAME TO old_0;"
				+ "ALTER TABLE films_staging_1 RENAME TO old_1; ALTER TABLE films_staging_set_aside RENAME TO old_2;"
				+ StagingTables.ddl("films_staging", "rating text, id text"));
		this.context.stage(FILM);
		assertThat(rows("rating = '9' AND id = 'a'")).isOne();
		assertThat(this.context.count("old")).isOne();
	}

	@Test
	void aTriggerThatFillsAColumnSparesItsField() {
		this.context.execute("ALTER TABLE films_staging ALTER COLUMN title SET NOT NULL");
		this.context.stage("{\"id\":\"rejected\"}");
		this.context.execute("""
				CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
					$$ BEGIN NEW.title = coalesce(NEW.title, 'none'); RETURN NEW; END $$;
				CREATE TRIGGER fill BEFORE INSERT ON films_staging FOR EACH ROW EXECUTE FUNCTION fill()
				""");
		this.context.stage("{\"id\":\"filled\"}");
		assertThat(rows("title = 'none'")).isOne();
		assertThat(this.context.count("ingest.rejected_record")).isOne();
	}

	@Test
	void emptyingASlotIsNoChange() {
		this.context.stage(FILM);
		this.context.execute("TRUNCATE films_staging_0; ANALYZE films_staging_0");
		this.context.stage(FILM);
		assertThat(this.context.bean(CurrentStagingTable.class).lastChange()).isEmpty();
	}

	private void assertToldOf(String change) {
		assertThat(this.context.bean(CurrentStagingTable.class).lastChange())
			.hasValueSatisfying((last) -> assertThat(last).contains(change));
	}

	private long rows(String condition) {
		return this.context.count("films_staging WHERE " + condition);
	}

}
