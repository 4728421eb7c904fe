package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/** Somebody changes the staging table while it is in use. */
final class TableFaults {

	private static final Logger log = LoggerFactory.getLogger(TableFaults.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private TableFaults() {
	}

	/** Rows come for the table with the column, and without it again. */
	static void addColumn(Scene scene, Random random) {
		long noticed = noticed(scene);
		change(scene, "ADD COLUMN comment text DEFAULT ''");
		Scene.awaitThat("the new column noticed", PATIENCE, () -> noticed(scene) > noticed);
		scene.awaitProgress();
		Scene.pass(Duration.ofMillis(random.nextInt(500)));
		change(scene, "DROP COLUMN comment");
		scene.awaitProgress();
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
				scene.database().execute("SET lock_timeout = '1s'; ALTER TABLE films_staging " + change);
				return true;
			}
			catch (DataAccessException ex) {
				log.debug("Not now", ex);
				return false;
			}
		});
	}

}
