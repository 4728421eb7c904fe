package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.kafkatojdbc.faults.Gate;
import io.kafkatojdbc.guarantees.Truth.Place;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was rejected is retried, and somebody dies meanwhile. Or more is rejected in a row
 * than there may be.
 */
final class RejectedFaults {

	/** More than are rejected in a row where the topic keeps its format. */
	static final int MOST_IN_A_ROW = 2_000;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String RETRY = "/api/rejected/retry?code=TOO_LONG";

	/** More than are retried in one transaction. */
	private static final int RECORDS = 1_050;

	private RejectedFaults() {
	}

	static void retryWhileKilled(Scene scene, Random random) {
		Audit audit = scene.audit();
		Truth truth = scene.truth();
		scene.producer().sendMendable(RECORDS + random.nextInt(300));
		Scene.awaitThat("all bad records rejected", PATIENCE, () -> audit.rejected().containsAll(truth.mendable()));
		remarks(scene, 40);
		try {
			truth.mend();
			killBackendWhileRetrying(scene, random);
			killInstanceWhileRetrying(scene);
			Scene.awaitThat("all mended records retried", PATIENCE,
					() -> scene.one().service().post(RETRY).status() == 200
							&& audit.retried().containsAll(truth.mended()));
		}
		finally {
			remarks(scene, 20);
		}
	}

	/** A merge and the change may wait for each other. */
	private static void remarks(Scene scene, int length) {
		Scene.awaitThat("remarks of %d characters".formatted(length), PATIENCE, () -> {
			scene.database().execute("""
					SET lock_timeout = '2s';
					ALTER TABLE films_staging ALTER remark TYPE varchar(%d) USING left(remark, %d)
					""".formatted(length, length));
			return true;
		});
	}

	private static void killBackendWhileRetrying(Scene scene, Random random) {
		try (Gate gate = Gate.beforeRetried(scene.database())) {
			gate.shut();
			CompletableFuture<Integer> answer = retry(scene.two());
			gate.awaitHeldUp();
			if (random.nextBoolean()) {
				gate.turnAway();
			}
			else {
				scene.postgres().restart();
			}
			assertThat(answer.join()).as("answer to who has retried the records").isNotEqualTo(200);
		}
	}

	/** The first of its transactions has taken effect. */
	private static void killInstanceWhileRetrying(Scene scene) {
		int before = scene.audit().retried().size();
		Scene.awaitThat("some records retried", PATIENCE, () -> {
			var unused = retry(scene.two());
			return scene.audit().retried().size() > before;
		});
		scene.two().kill();
	}

	private static CompletableFuture<Integer> retry(Instance instance) {
		return CompletableFuture.supplyAsync(() -> instance.service().post(RETRY).status());
	}

	/** Somebody goes on until all records of the other format are rejected. */
	static void switchFormat(Scene scene, Random random) {
		scene.producer().sendUnreadable(2 * MOST_IN_A_ROW + random.nextInt(MOST_IN_A_ROW));
		Set<Place> bad = scene.truth().bad();
		Scene.awaitThat("both instances hold", PATIENCE,
				() -> scene.instances().stream().allMatch(RejectedFaults::holds));
		scene.two().kill();
		Scene.awaitThat("all bad records rejected", PATIENCE,
				() -> scene.one().service().post("/api/rejected/go-on").status() == 409
						&& scene.audit().rejected().containsAll(bad));
	}

	private static boolean holds(Instance instance) {
		return instance.service().get("/health").body().contains("records in a row were rejected");
	}

}
