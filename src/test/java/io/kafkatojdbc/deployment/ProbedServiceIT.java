package io.kafkatojdbc.deployment;

import java.util.List;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service starts with the manifest's settings, and answers its probes and scrapes.
 */
class ProbedServiceIT {

	private static final List<String> OF_THE_CLUSTER = List.of("INGEST_TOPIC", "SPRING_KAFKA_BOOTSTRAP_SERVERS",
			"SPRING_DATASOURCE_URL");

	private final Manifest deployment = Manifest.kubernetes("deployment.yaml");

	@Test
	void answersWhatTheDeploymentAsks() {
		ServiceLauncher launcher = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(),
				TestServers.topic(2));
		Manifest.kubernetes("configmap.yaml")
			.strings("/data")
			.entrySet()
			.stream()
			.filter((setting) -> !OF_THE_CLUSTER.contains(setting.getKey()))
			.forEach((setting) -> launcher.environment(setting.getKey(), setting.getValue()));
		try (Service service = launcher.start()) {
			for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
				String path = this.deployment.text("/spec/template/spec/containers/0/" + probe + "/httpGet/path");
				assertThat(service.get(path).status()).as(path).isEqualTo(200);
			}
			String scrape = this.deployment.strings("/spec/template/metadata/annotations").get("prometheus.io/path");
			assertThat(service.get(scrape).status()).isEqualTo(200);
			assertThat(service.get("/api/consumers").json()).hasSize(2);
			assertThat(service.terminate()).isZero();
		}
	}

}
