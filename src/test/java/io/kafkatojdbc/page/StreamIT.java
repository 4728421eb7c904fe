package io.kafkatojdbc.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** The stream of events that the page, and whoever else wants to, listens to. */
class StreamIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final LocalPostgres postgres = LocalPostgres.create();

	private static final String topic = TestServers.topic(1);

	private static final ServiceLauncher launcher = new ServiceLauncher(postgres.database("test").withSample(),
			TestServers.bootstrapServers(), topic)
		.with("ingest.consumers", "lucas")
		.with("ingest.batch.quiet-period", "1h");

	private static Service service = launcher.start();

	@BeforeEach
	void startAgain() {
		if (!service.isRunning()) {
			service = launcher.start();
		}
	}

	@AfterAll
	static void close() {
		service.close();
		postgres.close();
	}

	@Test
	void tellsWhatHappensOnceASecondAndNothingWhileNothingHappens() {
		try (EventStream events = EventStream.of(service); Films films = films()) {
			awaitEvents(events, "heartbeat", 1);
			assertThat(events.firstLine()).as("a comment, by the thread that has the request").isEqualTo(":");
			int quiet = events.count("snapshot");
			awaitEvents(events, "heartbeat", 3);
			assertThat(events.count("snapshot")).as("snapshots while nothing happens").isEqualTo(quiet);
			films.send(17);
			await("17 rows").atMost(PATIENCE)
				.until(() -> events.last().get("pipeline").get("open").get("rows").asInt() == 17);
			await("the topic's end").atMost(PATIENCE)
				.until(() -> events.last().at("/topic/partitions/0/end").asInt() == 17);
			JsonNode last = events.last();
			assertThat(last.get("consumers").get(0).get("name").asString()).isEqualTo("lucas");
			assertThat(last.get("pipeline").get("triggers").get("rows").get("limit").asInt()).isEqualTo(100);
			assertThat(last.get("problems").isEmpty()).isTrue();
			assertTellsOfItsMerge(events);
		}
	}

	private void assertTellsOfItsMerge(EventStream events) {
		service.post("/api/batches");
		await("a merged batch").atMost(PATIENCE)
			.until(() -> events.last().at("/ledger/history/0/state").asString("").equals("CLEARED"));
		JsonNode batch = events.last().at("/ledger/history/0");
		assertThat(batch.get("secondsFilling").asDouble()).isNotNegative();
		assertThat(batch.get("secondsMerging").asDouble()).isPositive();
		await("a current target").atMost(PATIENCE)
			.until(() -> events.last().at("/ledger/secondsBehind").asInt(-1) == 0);
	}

	@Test
	void goesOnWhileTheDatabaseIsAway() {
		try (EventStream events = EventStream.of(service)) {
			await("health").atMost(PATIENCE).until(() -> events.count("snapshot") > 0);
			postgres.stop();
			await("the reason").atMost(PATIENCE)
				.untilAsserted(() -> assertThat(events.last().get("problems").toString())
					.contains("The coordinator can't go on"));
			postgres.start();
			await("no problem").atMost(PATIENCE).until(() -> events.last().get("problems").isEmpty());
		}
		// Others want a log without this
		assertThat(service.terminate()).isZero();
	}

	@Test
	void isNotForMoreThanFiftyAndForOthersOnceSomeHaveLeft() {
		// Nobody listens to the answers of these.
		assertThat(service.call("HEAD", "/api/events").contentType()).isEqualTo("text/event-stream");
		List<EventStream> all = new ArrayList<>(
				Stream.generate(() -> EventStream.of(service)).limit(Listeners.MOST).toList());
		try {
			await("all have a snapshot").atMost(PATIENCE)
				.until(() -> all.stream().allMatch((events) -> events.count("snapshot") > 0));
			assertThatIllegalStateException().isThrownBy(() -> EventStream.of(service)).withMessage("Refused with 503");
			Answer refusal = service.get("/api/events");
			assertThat(refusal.contentType()).isEqualTo("application/problem+json");
			assertThat(refusal.body()).contains("50 pages are open already");
			all.remove(0).close();
			awaitRoom().close();
			all.forEach(EventStream::close);
			awaitRoom().close();
		}
		finally {
			all.forEach(EventStream::close);
		}
	}

	/** The service notices at the next snapshot that somebody has left. */
	private static EventStream awaitRoom() {
		AtomicInteger limit = new AtomicInteger(1_000);
		EventStream events = await("room for one more").atMost(PATIENCE).ignoreExceptions().until(() -> {
			service.patch("/api/config", "{\"ingest.batch.max-rows\": %d}".formatted(limit.incrementAndGet()));
			return EventStream.of(service);
		}, Objects::nonNull);
		service.patch("/api/config", "{\"ingest.batch.max-rows\": null}");
		return events;
	}

	@Test
	void keepsNobodyFromStoppingTheService() {
		try (EventStream events = EventStream.of(service)) {
			await("a snapshot").atMost(PATIENCE).until(() -> events.count("snapshot") > 0);
			service.askToEnd();
			// Less than the grace that requests have
			await("end of the service").atMost(Duration.ofSeconds(20)).until(() -> !service.isRunning());
			assertThat(service.awaitExit()).isZero();
			await("end of the stream").atMost(PATIENCE).until(events::isEnded);
			assertThat(service.log()).doesNotContain(" ERROR ", " WARN ");
		}
	}

	private static void awaitEvents(EventStream events, String name, int count) {
		await("%d %ss".formatted(count, name)).atMost(PATIENCE).until(() -> events.count(name) >= count);
	}

	private Films films() {
		return new Films(TestServers.bootstrapServers(), topic);
	}

}
