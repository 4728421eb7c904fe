package io.kafkatojdbc.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
			// Not only the watch's word: a consumer stages first what it has fetched
			// before
			await("a consumer that names the records").until(() -> service.get("/health").body(), matchesPattern(
					"(?s).*Consumer lucas: \\S+ begins at offset 400, but \\d+ is the next .* are gone.*"));
			assertThat(service.get("/health").status()).isEqualTo(503);
			long staged = pipeline.ledger();
			assertThat(staged).as("the ledger").isEqualTo(pipeline.staged()).isLessThan(400);
			goOnAt(service, 400, staged);
			await("the rest staged").until(() -> pipeline.staged() == staged + 100);
			assertThat(booked(pipeline, "sum(skipped)")).as("offsets booked as skipped").isEqualTo(400 - staged);
			assertThat(booked(pipeline, "count(*) FILTER (WHERE from_offset = before)")).as("batches without a gap")
				.isEqualTo(booked(pipeline, "count(*)") - 1);
			await("health").until(() -> service.get("/health").body().equals("HEALTHY"));
		}
	}

	private static void goOnAt(Service service, long begin, long staged) {
		JsonNode partition = service.get("/api/topic").json().get("partitions").get(0);
		assertThat(partition.get("begin").asLong()).isEqualTo(begin);
		assertThat(partition.get("nextOffset").asLong()).isEqualTo(staged);
		for (long wrong : new long[] { staged - 1, staged, begin - 1, partition.get("end").asLong() + 1 }) {
			assertThat(skip(service, wrong).status()).as("skip to %d", wrong).isEqualTo(409);
		}
		assertThat(service.post("/api/topic/partitions/7/skip", "{\"to\": 400}").status()).isEqualTo(404);
		assertThat(service.post("/api/topic/partitions/0/skip", "{}").body()).contains("the topic has it from 400 to");
		assertThat(skip(service, begin).json().get("skipped").asLong()).isEqualTo(begin - staged);
	}

	private static long booked(TestPipeline pipeline, String what) {
		return pipeline.database().jdbc().sql("""
				SELECT %s FROM (SELECT *, lag(next_offset) OVER (ORDER BY batch) AS before FROM ingest.batch_part) p
				""".formatted(what)).query(Long.class).single();
	}

	private static Answer skip(Service service, long to) {
		return service.post("/api/topic/partitions/0/skip", "{\"to\": %d}".formatted(to));
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
