package io.kafkatojdbc.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;

/** Records that the topic deletes before they are staged do not go unnoticed. */
class GoneRecordsIT {

	@Test
	void areNamedAndNotTakenForAGap() throws ExecutionException, InterruptedException {
		try (TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 1);
				Service service = start(pipeline)) {
			pipeline.films().send(100);
			pipeline.awaitAllMerged();
			pipeline.database().execute("ALTER PROCEDURE merge_films RENAME TO merge_films_later");
			pipeline.films().send(100);
			service.awaitLog("Merge of batch \\d+ failed");
			for (int i = 0; i < 30; i++) {
				// Each goes to the broker by itself, and so is fetched by itself.
				pipeline.films().send(10);
			}
			delete(pipeline.topic(), 400);
			pipeline.database().execute("ALTER PROCEDURE merge_films_later RENAME TO merge_films");
			await("health that names the records").until(() -> service.get("/health").body(),
					matchesPattern("(?s).*begins at offset 400, but \\d+ is the next .* are gone.*"));
			assertThat(service.get("/health").status()).isEqualTo(503);
			long staged = pipeline.ledger();
			assertThat(staged).as("the ledger").isEqualTo(pipeline.staged()).isLessThan(400);
			pipeline.database().execute("UPDATE ingest.partition_offset SET next_offset = 400");
			await("the rest staged").until(() -> pipeline.staged() == staged + 100);
			await("health").until(() -> service.get("/health").body().equals("HEALTHY"));
		}
	}

	/** Starts a service that fetches no more ahead than it has to. */
	private static Service start(TestPipeline pipeline) {
		return pipeline.launcher()
			.with("ingest.consumers", "lucas")
			.with("spring.kafka.consumer.properties.max.partition.fetch.bytes", 100)
			.start();
	}

	private static void delete(String topic, long before) throws ExecutionException, InterruptedException {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.bootstrapServers()))) {
			admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before))).all().get();
		}
	}

}
