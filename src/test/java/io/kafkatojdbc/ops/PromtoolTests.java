package io.kafkatojdbc.ops;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Prometheus takes its configuration, and raises alerts when it should. */
class PromtoolTests {

	private static final Logger log = LoggerFactory.getLogger(PromtoolTests.class);

	private static final String MISSING = "promtool is not installed: the alert rules are not tested (it comes with "
			+ "Prometheus, on Debian in the package prometheus)";

	@ParameterizedTest
	@ValueSource(strings = { "check config prometheus.yml", "check rules alerts.yml", "test rules alerts-test.yml" })
	void isContentWith(String arguments) throws IOException, InterruptedException {
		Optional<Path> promtool = promtool();
		if (promtool.isEmpty()) {
			log.warn("Skipped: {}", MISSING);
		}
		assumeThat(promtool).as(MISSING).isPresent();
		Process process = new ProcessBuilder(
				Stream.concat(promtool.map(Path::toString).stream(), Stream.of(arguments.split(" "))).toList())
			.directory(OpsFiles.PROMETHEUS.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
	}

	private static Optional<Path> promtool() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "promtool"))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
