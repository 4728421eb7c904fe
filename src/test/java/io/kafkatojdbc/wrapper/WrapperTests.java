package io.kafkatojdbc.wrapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code mvnw} runs the pinned Maven, or says why not; what decides that decides it for
 * {@code mvnw.cmd}, too.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts in here are for a Unix shell")
class WrapperTests {

	private static final String ARCHIVE = "/org/apache/maven/apache-maven/9.8.7/apache-maven-9.8.7-bin.tar.gz";

	private final AtomicInteger downloads = new AtomicInteger();

	@TempDir
	private Path directory;

	private HttpServer server;

	private byte[] archive;

	private String repository = "";

	private Path project;

	@BeforeEach
	void start() throws Exception {
		script("apache-maven-9.8.7/bin/mvn", "for each; do echo \"pinned $each\"; done; exit 7");
		script("bin/mvn", "echo Apache Maven 3.9.1");
		this.archive = execute(List.of("tar", "-czf", "-", "apache-maven-9.8.7")).output();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.downloads.incrementAndGet();
			boolean found = exchange.getRequestURI().getPath().equals(ARCHIVE);
			exchange.sendResponseHeaders(found ? 200 : 404, found ? this.archive.length : -1);
			if (found) {
				exchange.getResponseBody().write(this.archive);
			}
			exchange.close();
		});
		this.server.start();
		this.repository = "http://127.0.0.1:" + this.server.getAddress().getPort();
		this.project = this.directory.resolve("a project & more");
		pin(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(this.archive)));
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void downloadsOnceAndPassesArgumentsAndStatusOn() throws Exception {
		for (int run = 1; run <= 2; run++) {
			assertThat(mvnw("a b", "-Dc=$d & e")).isEqualTo(new Result(7, "pinned a b\npinned -Dc=$d & e\n"));
		}
		assertThat(this.downloads).hasValue(1);
		assertThat(kept()).containsExactly("apache-maven-9.8.7");
	}

	@Test
	void installsNothingThatHasAnotherChecksum() throws Exception {
		pin("a".repeat(128));
		assertThat(mvnw("-v")).isEqualTo(new Result(1, "mvnw: " + this.repository + ARCHIVE
				+ " does not have the checksum that maven-wrapper.properties asks for; nothing was installed\n"));
		assertThat(kept()).isEmpty();
	}

	@Test
	void usesTheInstalledMavenForADayAfterAFailedAttempt() throws Exception {
		String reachable = this.repository;
		this.repository += "/nowhere";
		for (int run = 1; run <= 2; run++) {
			assertThat(mvnw("-v").said()).startsWith("mvnw: Maven 9.8.7 cannot be downloaded from " + this.repository)
				.contains("404", "; using the installed Maven 3.9.1\nApache Maven 3.9.1\n");
		}
		assertThat(this.downloads).hasValue(1);
		this.repository = reachable + "/";
		assertThat(mvnw("-v").said()).isEqualTo("pinned -v\n");
	}

	@Test
	void refusesAnInstalledMavenThatIsTooOld() throws Exception {
		this.repository += "/nowhere";
		script("bin/mvn", "echo Apache Maven 3.6.2");
		Result result = mvnw("-v");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.said())
			.endsWith(" and the installed one is 3.6.2: install Maven 3.6.3 or later, or set MVNW_REPOURL to a Maven "
					+ "repository that is in reach\n");
	}

	private void pin(String checksum) throws IOException {
		Path wrapper = Files.createDirectories(this.project.resolve(".mvn/wrapper"));
		Files.copy(Path.of("mvnw"), this.project.resolve("mvnw"), StandardCopyOption.REPLACE_EXISTING,
				StandardCopyOption.COPY_ATTRIBUTES);
		Files.copy(Path.of(".mvn/wrapper/Fetch.java"), wrapper.resolve("Fetch.java"),
				StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(wrapper.resolve("maven-wrapper.properties"),
				"mavenVersion=9.8.7\ndistributionSha512Sum=" + checksum + "\n");
	}

	private void script(String name, String command) throws IOException {
		Path script = this.directory.resolve(name);
		Files.createDirectories(script.resolveSibling("."));
		Files.writeString(script, "#!/bin/sh\n" + command + "\n");
		assertThat(script.toFile().setExecutable(true)).isTrue();
	}

	private List<String> kept() throws IOException {
		Path maven = this.directory.resolve("home/wrapper/dists/apache-maven-9.8.7");
		try (Stream<Path> files = Files.walk(maven, 2)) {
			return files.filter((file) -> maven.relativize(file).getNameCount() == 2)
				.map((file) -> file.getFileName().toString())
				.toList();
		}
	}

	private Result mvnw(String... arguments) throws Exception {
		Run run = execute(
				Stream.concat(Stream.of(this.project.resolve("mvnw").toString()), Stream.of(arguments)).toList());
		return new Result(run.status(), new String(run.output(), StandardCharsets.UTF_8));
	}

	private Run execute(List<String> command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true);
		builder.environment().put("PATH", this.directory.resolve("bin") + ":" + System.getenv("PATH"));
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().put("MAVEN_USER_HOME", this.directory.resolve("home").toString());
		builder.environment().put("MVNW_REPOURL", this.repository);
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		Process process = builder.start();
		byte[] output = process.getInputStream().readAllBytes();
		return new Run(process.waitFor(), output);
	}

	private record Result(int status, String said) {
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Run(int status, byte[] output) {
	}

}
