package io.kafkatojdbc.deployment;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The manifests are what Kubernetes and KEDA take, and fit each other, the image and the
 * service's settings.
 */
class ManifestTests {

	private static final String CONTAINER = "/spec/template/spec/containers/0";

	private static final Pattern USER = Pattern.compile("INGEST_SECURITY_USERS_[A-Z]+_(PASSWORD|ROLE)");

	private final Manifest deployment = Manifest.kubernetes("deployment.yaml");

	private final Manifest settings = Manifest.kubernetes("configmap.yaml");

	private final Manifest scaling = Manifest.kubernetes("scaledobject.yaml");

	@ParameterizedTest
	@ValueSource(
			strings = { "configmap.yaml", "deployment.yaml", "podmonitor.yaml", "scaledobject.yaml", "service.yaml" })
	void isWhatItsSchemaTakes(String name) throws IOException {
		Manifest.kubernetes(name).check();
	}

	@ParameterizedTest
	@CsvSource({ "deployment.yaml, periodSeconds, periodSecond", "deployment.yaml, containerPort, port",
			"deployment.yaml, selector, selectors", "service.yaml, targetPort, targetport", "configmap.yaml, data, dat",
			"podmonitor.yaml, basicAuth, basicauth", "scaledobject.yaml, minReplicaCount, minReplicas",
			"scaledobject.yaml, lagThreshold, lagTreshold",
			"scaledobject.yaml, stabilizationWindowSeconds, stabilisationWindowSeconds" })
	void aMisspeltFieldIsNotTaken(String name, String field, String misspelt) {
		String text = Manifest.kubernetes(name).json().toString();
		JsonNode wrong = JsonMapper.shared().readTree(text.replace("\"" + field + "\"", "\"" + misspelt + "\""));
		assertThat(wrong.toString()).isNotEqualTo(text);
		assertThatException().isThrownBy(new Manifest(wrong)::check);
	}

	@Test
	void theKustomizationListsWhatNeedsNoOperatorInTheCluster() {
		List<String> listed = Manifest.kubernetes("kustomization.yaml")
			.json()
			.get("resources")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
		assertThat(Manifest.names()).filteredOn((name) -> !name.matches("(kustom|scaled|podmon).*"))
			.containsExactlyElementsOf(listed);
	}

	@Test
	void labelsPortsAndNamesFit() {
		Map<String, String> labels = this.deployment.strings("/spec/template/metadata/labels");
		Manifest service = Manifest.kubernetes("service.yaml");
		assertThat(labels).containsAllEntriesOf(this.deployment.strings("/spec/selector/matchLabels"))
			.containsAllEntriesOf(service.strings("/spec/selector"));
		String port = this.deployment.text(CONTAINER + "/ports/0/name");
		assertThat(service.text("/spec/ports/0/targetPort")).isEqualTo(port);
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			assertThat(this.deployment.text(CONTAINER + "/" + probe + "/httpGet/port")).isEqualTo(port);
		}
		Manifest scraping = Manifest.kubernetes("podmonitor.yaml");
		assertThat(labels).containsAllEntriesOf(scraping.strings("/spec/selector/matchLabels"))
			.containsKey(scraping.text("/spec/jobLabel"));
		assertThat(scraping.text("/spec/podMetricsEndpoints/0/port")).isEqualTo(port);
		assertThat(this.deployment.text(CONTAINER + "/envFrom/0/configMapRef/name"))
			.isEqualTo(this.settings.text("/metadata/name"));
	}

	@Test
	void theImageHasThisUserAndThisPort() throws IOException {
		assertThat(Files.readAllLines(Path.of("Dockerfile"))).contains(
				"USER " + this.deployment.text("/spec/template/spec/securityContext/runAsUser"),
				"EXPOSE " + this.deployment.text(CONTAINER + "/ports/0/containerPort"));
	}

	@Test
	void lagIsThatOfTheServicesGroup() {
		Map<String, String> data = this.settings.strings("/data");
		Map<String, String> trigger = this.scaling.strings("/spec/triggers/0/metadata");
		assertThat(this.scaling.text("/spec/scaleTargetRef/name")).isEqualTo(this.deployment.text("/metadata/name"));
		assertThat(trigger).containsEntry("topic", data.get("INGEST_TOPIC"))
			.containsEntry("bootstrapServers", data.get("SPRING_KAFKA_BOOTSTRAP_SERVERS"))
			.containsEntry("consumerGroup", data.getOrDefault("INGEST_PIPELINE", data.get("INGEST_TOPIC")));
	}

	@Test
	void thereIsTimeToStop() {
		String phase = Manifest.of(Path.of("src/main/resources/application.yml"))
			.text("/spring/lifecycle/timeout-per-shutdown-phase");
		assertThat(this.deployment.json().at("/spec/template/spec/terminationGracePeriodSeconds").asLong())
			.isGreaterThan(2 * Long.parseLong(phase.replace("s", "")));
	}

	@Test
	void everyVariableIsASetting() throws IOException {
		Set<String> known = new HashSet<>();
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			JsonMapper.shared()
				.readTree(metadata.openStream())
				.get("properties")
				.forEach((property) -> known.add(variable(property.get("name").asString())));
		}
		JsonNode compose = Manifest.of(Path.of("docker-compose.yml")).json();
		Stream<String> variables = Stream.of(this.settings.strings("/data").keySet().stream(),
				this.deployment.json().at(CONTAINER + "/env").valueStream().map((each) -> each.get("name").asString()),
				compose.at("/services/service/environment").propertyNames().stream())
			.flatMap((each) -> each);
		assertThat(variables).filteredOn((name) -> !USER.matcher(name).matches())
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(known).contains(name.replace("_", "")));
		String profile = this.settings.strings("/data").get("SPRING_PROFILES_ACTIVE");
		assertThat(Path.of("src/main/resources/application-%s.yml".formatted(profile))).exists();
	}

	private static String variable(String property) {
		return property.replaceAll("[.-]", "").toUpperCase(Locale.ROOT);
	}

	@Test
	void composeIsReachedFromThisMachineOnly() {
		JsonNode services = Manifest.of(Path.of("docker-compose.yml")).json().get("services");
		assertThat(services.findValues("ports").stream().flatMap(JsonNode::valueStream)).isNotEmpty()
			.allSatisfy((port) -> assertThat(port.asString()).startsWith("127.0.0.1:"));
	}

	@Test
	void prometheusScrapesAsAUserWhoMayDoNothingElse() throws IOException {
		Map<String, String> variables = Manifest.of(Path.of("docker-compose.yml"))
			.strings("/services/service/environment");
		JsonNode scrape = Manifest.of(Path.of("ops/prometheus/prometheus.yml"))
			.json()
			.at("/scrape_configs/0/basic_auth");
		String user = "INGEST_SECURITY_USERS_%s_".formatted(scrape.get("username").asString().toUpperCase(Locale.ROOT));
		String password = Files.readString(Path.of("ops/prometheus", scrape.get("password_file").asString())).strip();
		assertThat(variables).containsEntry(user + "ROLE", "metrics")
			.containsEntry(user + "PASSWORD", "{noop}" + password);
		assertThat(variables.keySet()).doesNotContain("INGEST_SECURITY_MODE");
		assertThat(this.settings.strings("/data").keySet()).doesNotContain("INGEST_SECURITY_MODE");
		assertThat(Stream.of(variables, this.settings.strings("/data")).flatMap((each) -> each.keySet().stream()))
			.noneMatch((name) -> name.contains("OPENPROMETHEUS"));
	}

	@Test
	void nobodysPasswordIsCommitted() {
		assertThat(this.settings.strings("/data").keySet()).noneMatch((name) -> name.contains("PASSWORD"));
		assertThat(this.deployment.json().at(CONTAINER + "/env")).filteredOn((each) -> each.has("value")).isEmpty();
	}

}
