package io.kafkatojdbc.access;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.testing.HttpTarget;
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
import org.junit.jupiter.params.provider.CsvSource;
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
		service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), topic)
			.with("ingest.security.max-body", "1KB")
			// Spring Boot itself chooses more than elsewhere if it has these variables.
			.environment("KUBERNETES_SERVICE_HOST", "10.0.0.1")
			.environment("KUBERNETES_SERVICE_PORT", "443")
			.start();
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
	void eachRoleSeesWhatItSays() {
		HttpTarget metrics = service.with("Authorization", TestUsers.METRICS);
		assertThat(metrics.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
		assertThat(metrics.get("/health").body()).isEqualTo("HEALTHY");
		assertThat(metrics.get("/actuator/health").body()).doesNotContain("components");
		Problem.check(metrics.get("/api/status"), 403, "This takes the role viewer.");
		Problem.check(metrics.get("/actuator/metrics"), 403, "This takes the role viewer.");
		for (HttpTarget blind : List.of(service.asViewer(), service.with("Authorization", TestUsers.BLIND_OPERATOR))) {
			Problem.check(blind.get("/api/rejected/0/17"), 403, "This takes the role records.");
			Problem.check(blind.get("/api/batches/1/rows/0/17"), 403, "This takes the role records.");
			assertThat(blind.get("/api/rejected").body()).isEqualTo("[]");
		}
		Problem.check(service.get("/api/rejected/0/17"), 404, "No record of partition 0, offset 17");
	}

	@Test
	void wrongPasswordsAreSlowedDownForTheirAddressOnly() throws IOException {
		HttpTarget guessing = service.with("Authorization", TestUsers.header("oscar", "wrong"));
		await("a refusal").atMost(Duration.ofSeconds(30)).until(() -> guessing.get("/status").status() == 429);
		HttpTarget right = service.with("Authorization", TestUsers.BLIND_OPERATOR);
		Problem.check(right.get("/status"), 429, "Too many wrong passwords came from this address. Wait ");
		// Whoever may send any header may not choose an address.
		Problem.check(right.with("X-Forwarded-For", "192.0.2.1").get("/status"), 429, "Too many wrong passwords");
		assertThat(right.headers("GET", "/status").firstValue("Retry-After"))
			.hasValueSatisfying((seconds) -> assertThat(Integer.parseInt(seconds)).isBetween(1, 10));
		assertThat(statusFrom("127.0.0.2", TestUsers.BLIND_OPERATOR)).contains(" 200 ");
		assertThat(statusFrom("127.0.0.2", TestUsers.header("oscar", "wrong"))).contains(" 401 ");
		assertThat(service.asViewer().get("/status").status()).isEqualTo(200);
		await("the right user").atMost(Duration.ofSeconds(30)).until(() -> right.get("/status").status() == 200);
	}

	private static String statusFrom(String address, String credentials) throws IOException {
		return answerTo("GET /status HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n".formatted(credentials), address);
	}

	/**
	 * Sends a request from an address of this machine, and returns the answer's first
	 * line.
	 */
	private static String answerTo(String request, String address) throws IOException {
		URI target = URI.create(service.url("/"));
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(10_000);
			socket.bind(new InetSocketAddress(address, 0));
			socket.connect(new InetSocketAddress(target.getHost(), target.getPort()));
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
				.readLine();
		}
	}

	@ParameterizedTest
	@CsvSource({ "POST /health, 200", "POST /actuator/health, 405", "DELETE /api/rejected, 401", "PUT /health, 405" })
	void nobodyWaitsForTheBodyOfAStranger(String call, int status) throws IOException {
		String unfinished = call + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
				+ "Content-Type: application/x-www-form-urlencoded\r\n\r\n3\r\na=b\r\n";
		assertThat(answerTo(unfinished, "127.0.0.1")).contains(" " + status + " ");
	}

	@Test
	void aBodyThatIsTooLongIsRefused() throws IOException, InterruptedException {
		String body = "{\"value\": \"%s\"}";
		String longest = body.formatted("x".repeat(1024 - body.length() + 2));
		assertThat(longest).hasSize(1024);
		for (boolean chunked : new boolean[] { false, true }) {
			assertThat(send(longest, chunked).statusCode()).as("chunked: %s", chunked).isEqualTo(404);
			assertThat(send(longest + " ", chunked)).satisfies((answer) -> {
				assertThat(answer.statusCode()).as("chunked: %s", chunked).isEqualTo(413);
				assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
				assertThat(answer.body()).contains("at most 1024 bytes; 'ingest.security.max-body'");
			});
		}
		assertThat(send("x".repeat(1_000_000), true).statusCode()).isEqualTo(413);
	}

	private static HttpResponse<String> send(String body, boolean chunked) throws IOException, InterruptedException {
		BodyPublisher publisher = chunked
				? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
				: BodyPublishers.ofString(body);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(service.url("/api/rejected/0/17/retry")))
				.version(HttpClient.Version.HTTP_1_1)
				.header("Authorization", TestUsers.OPERATOR)
				.header("Content-Type", "application/json")
				.POST(publisher)
				.build(), BodyHandlers.ofString());
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
