package io.kafkatojdbc.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.description.DescribedService.Operation;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the service answers is what its description says, be it the result or an error:
 * each operation is called on a service that has something to tell.
 */
class DescribedAnswersIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** The example of a batch's number is that of the failed one. */
	private static final String FAILED = "/api/batches/3";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Producer<String, String> producer = new KafkaProducer<>(
			Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
			new StringSerializer());

	@Test
	void areWhatTheServiceAnswers() {
		this.database.execute("ALTER TABLE films ADD CONSTRAINT no_culprit CHECK (name <> 'Culprit')");
		try (Service service = new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.instance", "service")
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.batch.max-age", "1h")
			.with("spring.datasource.hikari.maximum-pool-size", 2)
			.start(); this.producer) {
			DescribedService described = new DescribedService(service);
			fillThreeBatches(described);
			callEveryExample(described);
			repairs(described);
			rejected(described);
			consumersAndSettings(described);
			topic(described);
			assertThat(described.operations()).filteredOn((operation) -> !operation.isStream())
				.allSatisfy((operation) -> assertThat(described.seen())
					.anyMatch((each) -> each.startsWith(operation + " 2")));
			assertThat(errors(described)).isSubsetOf(described.seen());
		}
	}

	/** Errors that are described, but for a time-out of the database and such. */
	private static List<String> errors(DescribedService described) {
		return described.operations()
			.stream()
			.flatMap((operation) -> operation.responses()
				.propertyNames()
				.stream()
				.filter((status) -> status.startsWith("4"))
				.map((status) -> operation + " " + status))
			.toList();
	}

	private void fillThreeBatches(DescribedService described) {
		described.call("POST", "/api/batches", 409);
		for (int offset = 0; offset < 16; offset++) {
			send(0, "{\"id\":\"%d\",\"name\":\"Film\"}".formatted(offset));
			if (offset == 7 || offset == 15) {
				awaitMerged(described, (offset + 1) / 8);
			}
		}
		send(0, "{\"id\":\"16\",\"name\":\"Culprit\"}");
		send(0, "no film");
		send(0, "no film, either");
		awaitStaged(described, 19);
		described.call("POST", "/api/batches", 202);
		awaitState(described, "FAILED");
	}

	private void send(int partition, String value) {
		var unused = this.producer.send(new ProducerRecord<>(this.topic, partition, null, value));
		this.producer.flush();
	}

	private void awaitMerged(DescribedService described, int batch) {
		awaitStaged(described, batch * 8L);
		described.call("POST", "/api/batches", 202);
		await("batch " + batch + " merged").atMost(PATIENCE)
			.until(() -> described.call("GET", "/api/batches/" + batch, 200).json().get("state").asString(),
					"CLEARED"::equals);
	}

	private static void awaitStaged(DescribedService described, long records) {
		await(records + " records staged").atMost(PATIENCE)
			.until(() -> described.call("GET", "/api/consumers", 200).json().get(0).get("stagedRecords").asLong(),
					(staged) -> staged == records);
	}

	private static void awaitState(DescribedService described, String state) {
		await("batch " + state).atMost(PATIENCE)
			.until(() -> described.call("GET", FAILED, 200).json().get("state").asString(), state::equals);
	}

	private static void callEveryExample(DescribedService described) {
		await("health").atMost(PATIENCE).untilAsserted(() -> described.call("GET", "/health", 503));
		described.call("POST", "/health", 503);
		described.operations()
			.stream()
			.filter((operation) -> operation.method().equals("GET") && !operation.isStream())
			.filter((operation) -> !operation.path().equals("/health") && !operation.path().startsWith("/consumer"))
			.filter((operation) -> !operation.path().contains("/rows/"))
			.map(Operation::exampleCall)
			.forEach((call) -> described.call("GET", call, 200));
		described.call("GET", FAILED + "/rows/0/16", 200);
		described.call("GET", FAILED + "/rows/0/17", 404);
	}

	private void repairs(DescribedService described) {
		described.call("GET", "/api/batches?limit=0", 400);
		described.call("GET", "/api/batches?state=LOST", 400);
		described.call("GET", "/api/batches?limit=2&state=FAILED,OPEN", 200);
		described.call("GET", "/api/batches/4711", 404);
		described.call("POST", "/api/batches", 409);
		for (String repair : List.of("retry", "dry-run", "find-culprit", "set-aside", "merge")) {
			described.call("POST", "/api/batches/4711/" + repair, 404);
			described.call("POST", "/api/batches/1/" + repair, 409);
		}
		described.call("POST", FAILED + "/dry-run", 200);
		described.call("POST", FAILED + "/find-culprit", 200);
		described.call("POST", FAILED + "/retry", 202);
		awaitState(described, "FAILED");
		described.call("POST", FAILED + "/set-aside", 200);
		this.database.execute("ALTER TABLE films DROP CONSTRAINT no_culprit");
		described.call("POST", FAILED + "/merge", "{\"acceptDifferences\": true}", 200);
		await("health").atMost(PATIENCE).untilAsserted(() -> described.call("GET", "/health", 200));
		described.call("POST", "/health", 200);
	}

	private void rejected(DescribedService described) {
		String first = "/api/rejected/0/17";
		described.call("GET", "/api/rejected?state=WAITING&code=NOT_JSON&partition=0&batch=3&after=0:16", 200);
		described.call("GET", "/api/rejected?limit=1001", 400);
		described.call("GET", "/api/rejected/1/4711", 404);
		described.call("POST", "/api/rejected/go-on", 409);
		described.call("PATCH", "/api/config", "{\"ingest.record.max-rejected-in-a-row\": 2}", 200);
		described.call("POST", "/api/rejected/go-on", 200);
		described.call("POST", first + "/retry", 422);
		described.call("POST", first + "/retry", "{\"worth\": 1}", 400);
		described.call("POST", first + "/retry", "{\"value\": {\"id\": \"17\", \"name\": \"Film\"}}", 200);
		described.call("POST", first + "/retry", 409);
		described.call("DELETE", first, 409);
		described.call("POST", "/api/rejected/1/4711/retry", 404);
		described.call("DELETE", "/api/rejected/1/4711", 404);
		described.call("POST", "/api/rejected/retry?code=NOT_JSON", 200);
		described.call("POST", "/api/rejected/retry?kind=NOT_JSON", 400);
		described.call("DELETE", "/api/rejected/0/18", 204);
		described.call("DELETE", "/api/rejected", 400);
		described.call("DELETE", "/api/rejected?code=NOT_JSON", 200);
	}

	private void consumersAndSettings(DescribedService described) {
		described.call("GET", "/api/config/changes?limit=0", 400);
		described.call("PUT", "/api/consumers/j*n", 400);
		described.call("PUT", "/api/consumers/jon", 200);
		described.call("PUT", "/api/consumers/ann", 409);
		described.call("DELETE", "/api/consumers/jon", 204);
		described.call("DELETE", "/api/consumers/jon", 404);
		described.call("PATCH", "/api/config", "{\"max.poll.records\": 100, \"fetch.min.bytes\": null}", 200);
		described.call("PATCH", "/api/config", "{\"max.poll.records\": 0}", 400);
		for (String method : List.of("GET", "POST")) {
			described.call(method, "/status", 200);
			described.call(method, "/consumer/add/jon", 200);
			described.call(method, "/consumer/add/j*n", 400);
			described.call(method, "/consumer/add/ann", 409);
			described.call(method, "/consumer/remove/jon", 200);
			described.call(method, "/consumer/remove/jon", 404);
			described.call(method, "/config/update/max.poll.records=100", 200);
			described.call(method, "/config/update/max.poll.records=0", 400);
		}
	}

	private void topic(DescribedService described) {
		JsonNode status = described.call("GET", "/api/topic", 200).json();
		described.call("PUT", "/api/topic", "{\"id\": \"%s\"}".formatted(status.get("id").asString()), 200);
		described.call("PUT", "/api/topic", "{}", 400);
		described.call("PUT", "/api/topic", "{\"id\": \"another\"}", 409);
		described.call("DELETE", "/api/consumers/lucas", 204);
		send(1, "{\"id\":\"1\",\"name\":\"Film\"}");
		String skip = "/api/topic/partitions/1/skip";
		described.call("POST", skip, "{}", 400);
		described.call("POST", skip, "{\"to\": 4711}", 409);
		described.call("POST", skip, "{\"to\": 1}", 200);
		described.call("POST", "/api/topic/partitions/4711/skip", "{\"to\": 1}", 404);
	}

}
