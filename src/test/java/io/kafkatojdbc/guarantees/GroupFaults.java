package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;

import io.kafkatojdbc.faults.Gate;

import static org.assertj.core.api.Assertions.assertThat;

/** Consumers come, go and are made anew. */
final class GroupFaults {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private GroupFaults() {
	}

	static void rebalance(Scene scene, Random random) {
		for (int i = 0; i < 2; i++) {
			scene.one().consumers().remove("jon");
			Scene.pass(Duration.ofSeconds(1));
			scene.two().consumers().add("ned");
			Scene.pass(Duration.ofSeconds(1));
			scene.one().consumers().add("jon");
			scene.two().consumers().remove("ned");
		}
	}

	/** For some time, the group has members with either protocol. */
	static void switchProtocol(Scene scene, Random random) {
		for (Instance instance : scene.instances()) {
			instance.switchGroupProtocol();
			instance.awaitStarted();
			Scene.pass(Duration.ofMillis(random.nextInt(2_000)));
			scene.awaitProgress();
		}
	}

	/** Polls come while the batch is being sealed. */
	static void changeWhileOpen(Scene scene, Random random) {
		changeBefore("SEALED", scene, random);
	}

	static void changeWhileSealed(Scene scene, Random random) {
		changeBefore("MERGED", scene, random);
	}

	static void changeWhileMerged(Scene scene, Random random) {
		changeBefore("CLEARED", scene, random);
	}

	private static void changeBefore(String state, Scene scene, Random random) {
		try (Gate gate = Gate.beforeState(scene.database(), state)) {
			gate.shut();
			gate.awaitHeldUp();
			change(scene, random);
			Scene.pass(Duration.ofMillis(500 + random.nextInt(1_000)));
			gate.open();
		}
	}

	static void changeWhileFailed(Scene scene, Random random) {
		scene.fault("fails");
		Scene.awaitThat("a failed batch", PATIENCE, () -> scene.audit().batchIn("FAILED") > 0);
		change(scene, random);
		Scene.pass(Duration.ofMillis(random.nextInt(1_000)));
		scene.noFaults();
	}

	static void change(Scene scene, Random random) {
		String path = "/config/update/max.poll.records=" + (50 + random.nextInt(450));
		scene.instances().forEach((instance) -> assertThat(instance.service().get(path).status()).isEqualTo(200));
	}

}
