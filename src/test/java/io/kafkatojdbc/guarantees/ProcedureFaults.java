package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The procedure does not do what it should, until somebody mends it. */
final class ProcedureFaults {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private ProcedureFaults() {
	}

	static void failEveryThirdTime(Scene scene, Random random) {
		scene.fault("fails every third time");
		Scene.pass(Duration.ofMillis(3_000 + random.nextInt(2_000)));
		scene.noFaults();
	}

	/** The service cuts it off. */
	static void hang(Scene scene, Random random) {
		scene.fault("hangs");
		long batch = awaitFailed(scene, "error LIKE '%ingest.merge.timeout%'");
		scene.noFaults();
		retry(scene, batch);
	}

	static void commit(Scene scene, Random random) {
		scene.fault("commits");
		long batch = awaitFailed(scene, "error LIKE '%COMMIT%'");
		scene.noFaults();
		retry(scene, batch);
	}

	static void failForOneRowThatIsMended(Scene scene, Random random) {
		long batch = awaitCulprit(scene);
		scene.database().execute("UPDATE films_staging SET name = 'Film' WHERE name = 'poison'");
		retry(scene, batch);
	}

	static long awaitCulprit(Scene scene) {
		scene.fault("poison");
		scene.producer().sendPoison();
		long batch = awaitFailed(scene,
				"EXISTS (SELECT FROM films_staging s WHERE s.batch = b.number AND s.name = 'poison')");
		assertNamesCulprit(scene, batch);
		return batch;
	}

	private static void assertNamesCulprit(Scene scene, long batch) {
		String place = scene.audit()
			.jdbc()
			.sql("SELECT kafka_offset FROM films_staging WHERE name = 'poison' AND batch = ?")
			.param(batch)
			.query(String.class)
			.single();
		String path = "/api/batches/%d/find-culprit".formatted(batch);
		Scene.awaitThat("the culprit " + place, PATIENCE,
				() -> scene.one().service().post(path).body().matches("(?s).*\\b" + place + "\\b.*"));
	}

	/**
	 * Another one may have failed before for another reason, and be about to be merged.
	 */
	private static long awaitFailed(Scene scene, String condition) {
		String failed = "SELECT coalesce(min(number), 0) FROM ingest.batch b WHERE state = 'FAILED' AND " + condition;
		AtomicLong batch = new AtomicLong();
		Scene.awaitThat("a failed batch", PATIENCE, () -> {
			batch.set(scene.audit().count(failed));
			return batch.get() > 0;
		});
		return batch.get();
	}

	private static void retry(Scene scene, long batch) {
		String path = "/api/batches/%d/retry".formatted(batch);
		Scene.awaitThat("batch %d tried again".formatted(batch), PATIENCE,
				() -> scene.audit().batchIn("FAILED") != batch || scene.one().service().post(path).status() == 202);
	}

}
