package io.kafkatojdbc.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestUsers;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs commands as people type them, but with other ports, names and numbers. */
final class Shell {

	/** What people would see of an error on their terminal makes these fail. */
	private static final String CURL = "curl() { command curl -sS --fail-with-body -u olivia:%s \"$@\"; }%n"
		.formatted(TestUsers.PASSWORD);

	private final Map<String, String> replacements = new LinkedHashMap<>();

	private final Map<String, String> environment = new LinkedHashMap<>();

	Shell() {
		environment("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
		environment("JAVA_HOME", System.getProperty("java.home"));
		environment("JDK_JAVA_OPTIONS", String.join(" ", ServiceLauncher.jvm()));
	}

	/** Replaces a part of commands. */
	Shell replace(String part, Object by) {
		this.replacements.put(part, String.valueOf(by));
		return this;
	}

	Shell environment(String variable, String value) {
		this.environment.put(variable, value);
		return this;
	}

	/**
	 * Runs a command, and waits until it ends.
	 * @param command the command
	 * @param input what is typed in when it asks
	 * @return what it has written
	 */
	String run(String command, String... input) {
		Process process = start(command);
		try {
			process.getOutputStream().write(String.join("\n", input).getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as("exit code of %s, which said: %s", command, output).isZero();
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(command, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private Process start(String command) {
		return start(command, Redirect.PIPE);
	}

	/** Starts a command, and returns at once. */
	Process start(String command, Redirect output) {
		ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", CURL + replaced(command)));
		builder.environment().putAll(this.environment);
		try {
			return builder.redirectErrorStream(true).redirectOutput(output).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(command, ex);
		}
	}

	private String replaced(String command) {
		String replaced = command;
		for (Map.Entry<String, String> each : this.replacements.entrySet()) {
			replaced = replaced.replace(each.getKey(), each.getValue());
		}
		// Here nobody can type the password that curl asks for.
		return replaced.replace("curl -u olivia ", "curl ");
	}

}
