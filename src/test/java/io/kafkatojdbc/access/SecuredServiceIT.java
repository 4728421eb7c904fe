package io.kafkatojdbc.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.TestUsers;
import io.kafkatojdbc.testing.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the packaged service says to those whom it lets in, and to those whom it does not.
 */
class SecuredServiceIT {

	private static final String topic = TestServers.topic(2);

	private static Service service;

	@BeforeAll
	static void start() {
		service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), topic).start();
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void refusalsAreProblemDocuments() {
		Problem.check(service.asNobody().get("/api/consumers"), 401, "a user and a password");
		Problem.check(service.with("Authorization", TestUsers.header("olivia", "wrong")).get("/health"), 401,
				"a user and a password");
		Problem.check(service.asViewer().put("/api/consumers/lucas"), 403, "This takes the role operator.");
		Problem.check(service.asViewer().get("/consumer/add/lucas"), 403, "This takes the role operator.");
		Problem.check(service.get("/nothing"), 404, "There is nothing at this path.");
		Problem.check(service.get("/config/update/a=b;c"), 400, "characters that are not accepted");
		Problem.check(service.with("Sec-Fetch-Site", "cross-site").get("/consumer/add/lucas"), 403, "other sites");
		Problem.check(service.with("Origin", "http://evil.example").post("/api/batches"), 403, "other sites");
		assertThat(service.get("/api/consumers").body()).isEqualTo("[]");
		assertThat(service.log()).doesNotContain(" ERROR ", "\tat ", TestUsers.PASSWORD);
	}

	@Test
	void headersKeepBrowsersFromDoingHarm() {
		for (HttpHeaders headers : List.of(service.headers("GET", "/api/status"), service.headers("GET", "/health"),
				service.asNobody().headers("GET", "/"), service.asViewer().headers("POST", "/api/batches"))) {
			assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(
					(policy) -> assertThat(policy)
						.contains("default-src 'self'", "base-uri 'none'", "form-action 'none'",
								"frame-ancestors 'none'", "object-src 'none'")
						.doesNotContain("unsafe"));
			assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
			assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
			assertThat(headers.firstValue("Cache-Control"))
				.hasValueSatisfying((caching) -> assertThat(caching).contains("no-store"));
			assertThat(headers.firstValue("Set-Cookie")).isEmpty();
		}
		assertThat(service.asNobody().headers("GET", "/").firstValue("WWW-Authenticate"))
			.hasValue("Basic realm=\"kafka-to-jdbc-batch\", charset=\"UTF-8\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "env", "configprops", "beans", "heapdump", "loggers", "shutdown" })
	void endpointsThatTellSettingsAreNotThere(String endpoint) {
		assertThat(service.get("/actuator/" + endpoint).status()).isEqualTo(404);
		assertThat(service.asNobody().get("/actuator/" + endpoint).status()).isEqualTo(401);
	}

	@Test
	void healthTellsWhyOnlyToThoseWhoMaySeeIt() {
		String other = TestServers.topic(1);
		try (Service sick = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), other)
			.with("ingest.consumers", "lucas")
			.start()) {
			assertThat(sick.asNobody().get("/health"))
				.isEqualTo(new Answer(200, "text/plain;charset=UTF-8", "HEALTHY"));
			new Topics(TestServers.bootstrapServers()).delete(other);
			await("health that says why").atMost(Duration.ofSeconds(30))
				.until(() -> sick.asViewer().get("/health").body().contains("There is no topic"));
			assertThat(sick.asNobody().get("/health"))
				.isEqualTo(new Answer(503, "text/plain;charset=UTF-8", "UNHEALTHY"));
			assertThat(sick.asNobody().post("/health").body()).isEqualTo("UNHEALTHY");
			assertThat(sick.asNobody().get("/actuator/health").body()).contains("DOWN").doesNotContain("topic");
			assertThat(sick.asViewer().get("/actuator/health").body()).contains("There is no topic");
			assertThat(sick.asNobody().get("/actuator/health/liveness").status()).isEqualTo(200);
		}
	}

	@Test
	void theJarEncodesAPassword() throws IOException, InterruptedException {
		String hash = hash("open sésame\n");
		assertThat(hash).startsWith("{bcrypt}$2a$10$").doesNotContain("open");
		assertThat(new BCryptPasswordEncoder().matches("open sésame", hash.replace("{bcrypt}", ""))).isTrue();
		assertThat(hash("x".repeat(73))).isEqualTo("A password has at most 72 bytes");
		assertThat(hash("")).isEqualTo("There was no password");
	}

	private static String hash(String password) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dfile.encoding=UTF-8", "-jar", System.getProperty("service.jar"), "hash-password")
			.redirectErrorStream(true)
			.start();
		process.getOutputStream().write(password.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		try (BufferedReader answer = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			List<String> lines = answer.lines().toList();
			assertThat(lines).hasSize(1);
			assertThat(process.waitFor()).isEqualTo(lines.get(0).startsWith("{bcrypt}") ? 0 : 1);
			return lines.get(0);
		}
	}

}
