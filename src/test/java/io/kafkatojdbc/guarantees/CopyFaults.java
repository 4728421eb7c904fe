package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.kafkatojdbc.testing.DatabaseCopy;
import io.kafkatojdbc.testing.LogCopy;
import io.kafkatojdbc.testing.Topics;

/** The broker or the database comes back from an earlier copy. */
final class CopyFaults {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** The counts in the ledger are those of what the broker still has. */
	private static final String FORGET_REJECTED = """
			WITH lost AS (
				DELETE FROM ingest.rejected_record WHERE kafka_partition = ? AND kafka_offset >= ? RETURNING batch
			)
			UPDATE ingest.batch_part p SET rejected = p.rejected - l.records, skipped = p.skipped + l.records,
				rejected_found = p.rejected_found - l.records
			FROM (SELECT batch, count(*) AS records FROM lost GROUP BY batch) l
			WHERE p.batch = l.batch AND p.kafka_partition = ?
			""";

	private CopyFaults() {
	}

	/** With the instances alive, or killed meanwhile. */
	static void databaseGoesBack(Scene scene, Random random) {
		try (DatabaseCopy copy = DatabaseCopy.of(scene.postgres())) {
			scene.awaitProgress();
			Scene.pass(Duration.ofMillis(random.nextInt(2_000)));
			if (random.nextBoolean()) {
				scene.instances().forEach(Instance::kill);
			}
			copy.putBack();
		}
	}

	/** Producers fill the log up before the service can see that it was shorter. */
	static void logIsCut(Scene scene, Random random) {
		awaitMerged(scene);
		try (LogCopy copy = LogCopy.of(scene.broker(), scene.topic())) {
			scene.producer().burst(200 + random.nextInt(300));
			awaitMerged(scene);
			boolean alive = random.nextBoolean();
			if (!alive) {
				scene.instances().forEach(Instance::kill);
			}
			copy.putBack();
		}
		Map<Integer, Long> cuts = cuts(scene);
		cuts.forEach((partition, from) -> forget(scene, partition, from));
		scene.producer().topicIsNew(scene.partitions());
		scene.producer().start();
		Scene.pass(Duration.ofMillis(500 + random.nextInt(1_500)));
		scene.heal();
		Scene.awaitThat("cuts of " + cuts.keySet(), PATIENCE,
				() -> scene.audit().count("SELECT count(*) FROM ingest.log_cut") == cuts.size());
		cuts.forEach((partition, from) -> readFrom(scene, partition, from));
	}

	private static void awaitMerged(Scene scene) {
		scene.producer().pause();
		Scene.awaitThat("everything merged", PATIENCE,
				() -> !scene.audit().hasUnfinishedBatch() && !scene.audit().hasUnmergedRows()
						&& scene.audit().mergedNow() == scene.truth().goodNow()
						&& scene.audit().rejected().size() == scene.truth().bad().size());
	}

	/** Returns where the partitions end that have lost records. */
	private static Map<Integer, Long> cuts(Scene scene) {
		Map<Integer, Long> cuts = new TreeMap<>(new Topics(scene.broker().bootstrapServers()).ends(scene.topic()));
		cuts.entrySet()
			.removeIf((end) -> scene.audit()
				.count("SELECT next_offset FROM ingest.partition_offset WHERE kafka_partition = " + end.getKey()) <= end
					.getValue());
		return cuts;
	}

	private static void forget(Scene scene, int partition, long from) {
		scene.truth().logIsCut(partition, from);
		scene.audit().logIsCut(partition, from);
		scene.audit().jdbc().sql(FORGET_REJECTED).params(partition, from, partition).update();
	}

	private static void readFrom(Scene scene, int partition, long from) {
		Scene.awaitThat("partition %d read from %d".formatted(partition, from), PATIENCE,
				() -> scene.one()
					.service()
					.post("/api/topic/partitions/%d/skip".formatted(partition), "{\"to\": %d}".formatted(from))
					.status() == 200);
	}

}
