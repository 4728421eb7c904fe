package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;

import io.kafkatojdbc.faults.Gate;

/** The service dies, or stands still. */
final class ServiceFaults {

	/** The group gives up on a consumer that does not poll for so long. */
	private static final Duration TAKEN_FOR_DEAD = Duration.ofMillis(Scene.MAX_POLL_INTERVAL_MILLIS + 500);

	/** How long who clears a slot waits for its lock. */
	private static final Duration LOCK_TIMEOUT = Duration.ofMillis(2_200);

	/**
	 * Longer than the service lets a frozen session hold up those who stage and who seal,
	 * and the group waits for those until they poll again.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private ServiceFaults() {
	}

	static void killAtAnyTime(Scene scene, Random random) {
		Scene.pass(Duration.ofMillis(random.nextInt(1_500)));
		scene.instances().forEach(Instance::kill);
	}

	static void killWhileStaging(Scene scene, Random random) {
		try (Gate gate = Gate.beforeRows(scene.database())) {
			killAt(gate, scene);
		}
	}

	static void killWhileMerging(Scene scene, Random random) {
		try (Gate gate = Gate.beforeState(scene.database(), random.nextBoolean() ? "MERGED" : "CLEARED")) {
			killAt(gate, scene);
		}
	}

	private static void killAt(Gate gate, Scene scene) {
		gate.shut();
		gate.awaitHeldUp();
		scene.instances().forEach(Instance::kill);
		gate.turnAway();
	}

	static void killOne(Scene scene, Random random) {
		Scene.pass(Duration.ofMillis(random.nextInt(1_000)));
		either(scene, random).kill();
		scene.awaitProgress();
	}

	/** Wakes up as a zombie when others own its partitions. */
	static void freezeWhileStaging(Scene scene, Random random) {
		Instance frozen = either(scene, random);
		try (Gate gate = Gate.beforeRows(scene.database())) {
			gate.shut();
			gate.awaitHeldUp(scene.instances().size() * 2);
			frozen.freeze();
			gate.open();
		}
		long start = System.nanoTime();
		Instance other = (frozen == scene.one()) ? scene.two() : scene.one();
		Scene.awaitThat("all partitions at instance " + other, PATIENCE,
				() -> other.consumers().partitions().stream().mapToInt(Integer::intValue).sum() == scene.partitions());
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		if (taken.compareTo(TAKEN_FOR_DEAD) < 0) {
			Scene.pass(TAKEN_FOR_DEAD.minus(taken));
		}
		frozen.thaw();
	}

	/** Another instance has to clear what this one was about to. */
	static void freezeBeforeCleared(Scene scene, Random random) {
		Instance frozen = either(scene, random);
		try (LongReader reader = new LongReader(scene.database())) {
			reader.awaitMerged(scene.audit());
			frozen.freeze();
			Scene.pass(LOCK_TIMEOUT);
		}
		scene.awaitProgress();
		frozen.thaw();
	}

	/**
	 * What waits to be staged meanwhile must not come into the batch that is merged. It
	 * is of other partitions than the batch, whose merge would wait for rows of its own.
	 */
	static void holdUpSealing(Scene scene, Random random) {
		SteadyProducer producer = scene.producer();
		producer.pause();
		Scene.awaitThat("everything merged before", Duration.ofSeconds(60),
				() -> !scene.audit().hasUnfinishedBatch() && !scene.audit().hasUnmergedRows());
		try (Gate seal = Gate.beforeState(scene.database(), "SEALED"); Gate rows = Gate.beforeRows(scene.database())) {
			seal.shut();
			producer.partitions(0, 1);
			producer.burst(50 + random.nextInt(50));
			seal.awaitHeldUp();
			producer.partitions(1, scene.partitions());
			producer.burst(50 + random.nextInt(50));
			long batch = scene.audit().openBatch();
			Scene.awaitThat("a poll that waits for the seal", Duration.ofSeconds(60), scene.audit()::hasWaitingStager);
			rows.shut();
			seal.open();
			Scene.awaitThat("the merge of batch " + batch, Duration.ofSeconds(60),
					() -> scene.audit().lastMergedBatch() >= batch);
			rows.open();
		}
		finally {
			producer.partitions(0, scene.partitions());
		}
	}

	private static Instance either(Scene scene, Random random) {
		return random.nextBoolean() ? scene.one() : scene.two();
	}

}
