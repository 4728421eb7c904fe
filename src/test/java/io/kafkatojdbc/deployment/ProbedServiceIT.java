package io.kafkatojdbc.deployment;

import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestUsers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

/**
 * The service starts with the manifest's settings, and answers its probes and scrapes.
 * Nobody restarts it, or takes it off the network, because a server that it needs is
 * down; but it says so.
 */
class ProbedServiceIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> OF_THE_CLUSTER = List.of("INGEST_TOPIC", "SPRING_KAFKA_BOOTSTRAP_SERVERS",
			"SPRING_DATASOURCE_URL");

	private final Manifest deployment = Manifest.kubernetes("deployment.yaml");

	@Test
	void answersWhatTheDeploymentAsksAlsoWhileTheDatabaseAndTheBrokerAreDown() {
		try (LocalPostgres postgres = LocalPostgres.create(); LocalBroker broker = LocalBroker.create()) {
			broker.createTopic("films", 2);
			try (Service service = start(postgres.database("test").withSample(), broker)) {
				assertProbesAreGood(service);
				String scrape = Manifest.kubernetes("podmonitor.yaml")
					.json()
					.at("/spec/podMetricsEndpoints/0/path")
					.asString();
				assertThat(service.with("Authorization", TestUsers.METRICS).get(scrape).status()).isEqualTo(200);
				awaitPartitions(service);
				assertSaysWhatIsDown(service, postgres, broker);
				assertThat(service.terminate()).isZero();
			}
		}
	}

	private static Service start(TestDatabase database, LocalBroker broker) {
		ServiceLauncher launcher = new ServiceLauncher(database, broker.bootstrapServers(), "films")
			.with("spring.kafka.consumer.properties.session.timeout.ms", 6_000);
		Manifest.kubernetes("configmap.yaml")
			.strings("/data")
			.entrySet()
			.stream()
			.filter((setting) -> !OF_THE_CLUSTER.contains(setting.getKey()))
			.forEach((setting) -> launcher.environment(setting.getKey(), setting.getValue()));
		return launcher.start();
	}

	private void assertProbesAreGood(Service service) {
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			String path = this.deployment.text("/spec/template/spec/containers/0/" + probe + "/httpGet/path");
			assertThat(service.get(path).status()).as("%s at %s", probe, path).isEqualTo(200);
		}
	}

	private static void awaitPartitions(Service service) {
		await("two consumers with a positioned partition each").atMost(PATIENCE)
			.until(() -> service.get("/api/consumers")
				.json()
				.valueStream()
				.map((consumer) -> consumer.get("nextOffsets").size())
				.toList()
				.equals(List.of(1, 1)));
		awaitHealth(service, "HEALTHY");
	}

	private void assertSaysWhatIsDown(Service service, LocalPostgres postgres, LocalBroker broker) {
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
	}

	private static void awaitHealth(Service service, String reason) {
		await("health that says '%s'".formatted(reason)).atMost(PATIENCE)
			.until(() -> service.get("/health").body(), containsString(reason));
	}

}
