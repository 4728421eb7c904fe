package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

/**
 * Nobody restarts a service, or takes it off the network, because a server that it needs
 * is down; but it says so.
 */
class ProbesIT {

	@Test
	void stayGoodWhileTheDatabaseAndTheBrokerAreDown() {
		try (LocalPostgres postgres = LocalPostgres.create(); LocalBroker broker = LocalBroker.create()) {
			broker.createTopic("films", 2);
			try (Service service = new ServiceLauncher(postgres.database("test").withSample(),
					broker.bootstrapServers(), "films")
				.with("ingest.consumers", "lucas")
				.with("spring.kafka.consumer.properties.session.timeout.ms", 6_000)
				.start()) {
				await("positioned partitions").atMost(Duration.ofSeconds(60))
					.until(() -> service.get("/api/consumers").json().get(0).get("nextOffsets").size() == 2);
				awaitHealth(service, "HEALTHY");
				broker.stop();
				awaitHealth(service, "Kafka: no broker answers");
				awaitHealth(service, "Consumer lucas: it has not been in its consumer group for");
				assertProbesAreGood(service);
				postgres.stop();
				awaitHealth(service, "merge: ");
				assertProbesAreGood(service);
				assertThat(service.get("/health").status()).isEqualTo(503);
				postgres.start();
				broker.start();
				awaitHealth(service, "HEALTHY");
				assertThat(service.terminate()).isZero();
			}
		}
	}

	private static void awaitHealth(Service service, String reason) {
		await("health that says '%s'".formatted(reason)).atMost(Duration.ofSeconds(60))
			.until(() -> service.get("/health").body(), containsString(reason));
	}

	private static void assertProbesAreGood(Service service) {
		assertThat(service.get("/actuator/health/liveness").status()).as("liveness").isEqualTo(200);
		assertThat(service.get("/actuator/health/readiness").status()).as("readiness").isEqualTo(200);
	}

}
