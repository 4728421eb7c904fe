package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** A batch is set aside for one of its rows, and merged after later ones. */
final class SetAsideFaults {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String IN_PROCEDURE = "wait_event = 'PgSleep' AND query LIKE '%merge_films%'";

	private SetAsideFaults() {
	}

	static void mergeLater(Scene scene, Random random) {
		long batch = setAside(scene);
		scene.awaitProgress();
		scene.noFaults();
		merge(scene, batch);
	}

	static void changeConfiguration(Scene scene, Random random) {
		long batch = setAside(scene);
		GroupFaults.change(scene, random);
		scene.awaitProgress();
		scene.noFaults();
		GroupFaults.change(scene, random);
		merge(scene, batch);
	}

	static void mergeWhileKilled(Scene scene, Random random) {
		long batch = setAside(scene);
		scene.noFaults();
		scene.fault("slow when set aside");
		killInProcedure(scene, batch, () -> scene.postgres().terminateBackends(IN_PROCEDURE));
		killInProcedure(scene, batch, () -> scene.postgres().restart());
		scene.noFaults();
		merge(scene, batch);
	}

	private static void killInProcedure(Scene scene, long batch, Runnable kill) {
		Scene.awaitThat("batch %d in the procedure".formatted(batch), PATIENCE, () -> {
			CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> askToMerge(scene, batch));
			Scene.awaitThat("batch %d in the procedure, or an answer".formatted(batch), PATIENCE,
					() -> answer.isDone() || isInProcedure(scene));
			boolean inProcedure = isInProcedure(scene);
			if (inProcedure) {
				kill.run();
			}
			answer.join();
			return inProcedure;
		});
		assertThat(scene.audit().batchIn("SET_ASIDE")).as("batch set aside").isEqualTo(batch);
	}

	private static boolean isInProcedure(Scene scene) {
		return scene.audit().count("SELECT count(*) FROM pg_stat_activity WHERE " + IN_PROCEDURE) > 0;
	}

	private static long setAside(Scene scene) {
		long batch = ProcedureFaults.awaitCulprit(scene);
		Scene.awaitThat("batch %d set aside".formatted(batch), PATIENCE,
				() -> scene.one().service().post("/api/batches/%d/set-aside".formatted(batch)).status() == 200);
		return batch;
	}

	private static void merge(Scene scene, long batch) {
		Scene.awaitThat("batch %d merged".formatted(batch), PATIENCE, () -> askToMerge(scene, batch) == 200);
	}

	private static int askToMerge(Scene scene, long batch) {
		return scene.one().service().post("/api/batches/%d/merge".formatted(batch)).status();
	}

}
