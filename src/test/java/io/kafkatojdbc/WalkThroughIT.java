package io.kafkatojdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The walk-through of the README, as somebody does it who has just found the service. */
class WalkThroughIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Pattern STAGED = Pattern.compile("Staged (\\d+) records");

	private static final String FIVE_BATCHES = """
			\\{"currentBatchCount":"\\d+","history":\\[(\\{"batchSize":\\d+,"timeTaken":\\d+\\.\\d{3}},?){5}]}""";

	private static final String LAST_FIVE = """
			SELECT sum(staged) || ' ' || floor(1000 * extract(epoch FROM merged_at - min(first_staged_at)))
			FROM ingest.batch b JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
			WHERE b.state IN ('MERGED', 'CLEARED')
			GROUP BY b.pipeline, b.number ORDER BY b.number DESC LIMIT 5
			""";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	private final Service service = new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
		.environment("INGEST_BATCH_QUIETPERIOD", "1s")
		.environment("LOGGING_LEVEL_IO_KAFKATOJDBC_STAGING", "debug")
		.start();

	@Test
	void goesAsTheReadmeSays() {
		try (Service running = this.service; Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			addsTwoConsumers();
			showsTheLastFiveBatches(films);
			boundsAPoll(films);
			waitsForFullPolls(films);
			removesAConsumer(films);
			assertThat(running.get("/health").body()).isEqualTo("HEALTHY");
			assertThat(running.terminate()).isZero();
			assertThat(running.log()).doesNotContain(" ERROR ", "\tat ");
		}
	}

	private void addsTwoConsumers() {
		assertAnswer(this.service.get("/consumer/add/lucas"), "{\"consumers\":[\"lucas\"]}");
		assertAnswer(this.service.post("/consumer/add/lucas"), "{\"consumers\":[\"lucas\"]}");
		assertAnswer(this.service.post("/consumer/add/jon"), "{\"consumers\":[\"lucas\",\"jon\"]}");
		awaitOnePartitionEach();
	}

	private void showsTheLastFiveBatches(Films films) {
		whileSendingEvery(Duration.ofMillis(10), films, () -> await("first batch while films come").atMost(PATIENCE)
			.until(() -> this.pipeline.mergedBatches() > 0));
		films.send(2_000);
		this.pipeline.awaitAllMerged(films);
		assertThat(stagedSince(0)).as("rows of a poll").anyMatch((rows) -> rows > 100);
		whileSendingEvery(Duration.ofMillis(2), films, () -> {
			long before = this.pipeline.mergedBatches();
			await("five more batches while films come").atMost(PATIENCE)
				.until(() -> this.pipeline.mergedBatches() >= before + 5);
		});
		this.pipeline.awaitAllMerged(films);
		assertThat(this.service.get("/status").body()).matches(FIVE_BATCHES);
		JsonNode status = this.service.post("/status").json();
		assertThat(status.get("currentBatchCount").asString()).isEqualTo("0");
		List<String> history = new ArrayList<>(status.get("history")
			.valueStream()
			.map((batch) -> batch.get("batchSize").asString() + " "
					+ batch.get("timeTaken").decimalValue().movePointRight(3))
			.toList());
		Collections.reverse(history);
		assertThat(history).isEqualTo(this.database.jdbc().sql(LAST_FIVE).query(String.class).list());
	}

	private static void whileSendingEvery(Duration interval, Films films, Runnable action) {
		Films.Sending sending = films.sendEvery(interval);
		try {
			action.run();
		}
		finally {
			sending.close();
		}
	}

	private void boundsAPoll(Films films) {
		update("/config/update/max.poll.records=100");
		int position = this.service.log().length();
		films.send(2_000);
		this.pipeline.awaitAllMerged(films);
		assertThat(stagedSince(position)).as("rows of a poll").allMatch((rows) -> rows <= 100).contains(100);
	}

	private void waitsForFullPolls(Films films) {
		update("/config/update/fetch.max.wait.ms=50000");
		update("/config/update/fetch.min.bytes=20000");
		JsonNode effective = this.service.get("/api/config").json().get("effective");
		assertThat(effective.get("fetch.max.wait.ms").asString()).isEqualTo("50000");
		assertThat(effective.get("request.timeout.ms").asInt()).isGreaterThan(50_000);
		// What came while nobody owned a partition would make full polls as well
		awaitOnePartitionEach();
		int position = this.service.log().length();
		whileSendingEvery(Duration.ofMillis(4), films,
				() -> await("polls of exactly 100 rows while films come").atMost(PATIENCE)
					.until(() -> stagedSince(position).stream().filter((rows) -> rows == 100).count() >= 3));
		assertThat(stagedSince(position)).as("rows of a poll").allMatch((rows) -> rows <= 100);
	}

	private void removesAConsumer(Films films) {
		assertAnswer(this.service.get("/consumer/remove/jon"), "{\"consumers\":[\"lucas\"]}");
		await("lucas owning both partitions").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(partitions()).containsExactly("lucas [0,1]"));
		update("/config/update/fetch.min.bytes=1");
		this.pipeline.awaitAllMerged(films);
		assertThat(this.pipeline.rejected()).isZero();
	}

	/** A change takes effect when each consumer was made anew, one after the other. */
	private void update(String path) {
		int position = this.service.log().length();
		assertAnswer(this.service.get(path), "{\"status\":\"Consumer updated!\"}");
		List<String> consumers = partitions().stream().map((each) -> each.replaceFirst(" .*", "")).toList();
		await("%s in effect for %s".formatted(path, consumers)).atMost(PATIENCE).until(() -> {
			String log = this.service.log().substring(position);
			return consumers.stream()
				.allMatch((each) -> log.contains("Consumer %s took over changed settings".formatted(each)));
		});
	}

	private void awaitOnePartitionEach() {
		await("one partition for each consumer").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(partitions()).isIn(List.of("lucas [0]", "jon [1]"),
					List.of("lucas [1]", "jon [0]")));
	}

	private List<String> partitions() {
		return this.service.get("/api/consumers")
			.json()
			.valueStream()
			.map((consumer) -> consumer.get("name").asString() + " " + consumer.get("partitions"))
			.toList();
	}

	private List<Integer> stagedSince(int position) {
		return STAGED.matcher(this.service.log().substring(position))
			.results()
			.map((match) -> Integer.valueOf(match.group(1)))
			.toList();
	}

	private static void assertAnswer(Answer answer, String json) {
		assertThat(answer).isEqualTo(new Answer(200, "application/json", json));
	}

}
