package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody changes the staging table while it is in use. */
final class TableFaults {

	private static final Logger log = LoggerFactory.getLogger(TableFaults.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Rows of transactions that are rolled back leave no note. */
	private static final String NOTES = """
			CREATE TABLE IF NOT EXISTS lacks_comment (batch bigint);
			CREATE OR REPLACE FUNCTION note_lacking() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					INSERT INTO lacks_comment VALUES (NEW.batch);
					RETURN NEW;
				END $$
			""";

	private static final String ADD = """
			ALTER TABLE films_staging ADD COLUMN comment text;
			CREATE TRIGGER note_lacking BEFORE INSERT ON films_staging FOR EACH ROW WHEN (NEW.comment IS NULL)
				EXECUTE FUNCTION note_lacking()
			""";

	private static final String DROP = """
			DROP TRIGGER note_lacking ON films_staging;
			ALTER TABLE films_staging DROP COLUMN comment
			""";

	private TableFaults() {
	}

	/**
	 * Rows come for the table with the column, and without it again. All films have a
	 * value for the column.
	 */
	static void addColumn(Scene scene, Random random) {
		long noticed = noticed(scene);
		scene.database().execute(NOTES);
		change(scene, ADD);
		Scene.awaitThat("the new column noticed", PATIENCE, () -> noticed(scene) > noticed);
		scene.awaitProgress();
		Scene.pass(Duration.ofMillis(random.nextInt(500)));
		change(scene, DROP);
		scene.awaitProgress();
		assertThat(scene.audit().count("SELECT count(*) FROM lacks_comment")).as("rows staged without the new column")
			.isZero();
	}

	private static long noticed(Scene scene) {
		return scene.instances()
			.stream()
			.mapToLong((each) -> each.service().findInLog("The staging table \\S+ has changed").size())
			.sum();
	}

	/** Waits for no merge, so that nobody has to wait behind this statement for long. */
	private static void change(Scene scene, String change) {
		Scene.awaitThat(change, PATIENCE, () -> {
			try {
				scene.database().execute("SET lock_timeout = '1s'; " + change);
				return true;
			}
			catch (DataAccessException ex) {
				log.debug("Not now", ex);
				return false;
			}
		});
	}

}
