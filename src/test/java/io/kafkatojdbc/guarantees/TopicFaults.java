package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The topic changes. */
final class TopicFaults {

	private TopicFaults() {
	}

	static void addPartition(Scene scene, Random random) {
		int total = scene.partitions() + 1;
		scene.broker().addPartitions(scene.topic(), total);
		scene.partitionsAdded(total);
		Scene.pass(Duration.ofMillis(1_000 + random.nextInt(1_000)));
	}

	/** What the old topic had is merged before, since nobody could bring it back. */
	static void remake(Scene scene, Random random) {
		List<String> violated = Guarantees.violated(Guarantees.collect(scene));
		if (!violated.isEmpty()) {
			throw new AssertionError("Before the topic is deleted: " + violated);
		}
		scene.one().service().delete("/api/rejected?all=true");
		scene.broker().deleteTopic(scene.topic());
		Scene.pass(Duration.ofMillis(random.nextInt(2_000)));
		scene.broker().createTopic(scene.topic(), Scene.PARTITIONS);
		scene.topicIsNew();
		String body = "{\"id\": \"%s\"}".formatted(scene.broker().topicId(scene.topic()));
		scene.instances()
			.forEach((instance) -> Scene.awaitThat("instance %s to take the new topic".formatted(instance),
					Duration.ofSeconds(60), () -> instance.service().put("/api/topic", body).status() == 200));
		scene.producer().start();
	}

}
