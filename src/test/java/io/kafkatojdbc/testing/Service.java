package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/** The packaged service in a JVM of its own, as a user runs it. */
public final class Service extends HttpTarget implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int TAIL = 40;

	private final Process process;

	private final Path output;

	/**
	 * Creates access to a process that runs the service.
	 * @param process the process
	 * @param output where its output goes
	 * @param port where the service listens
	 */
	public Service(Process process, Path output, int port) {
		super(port);
		this.process = process;
		this.output = output;
		AtExit.run(this::close);
	}

	/**
	 * Waits until the service has started.
	 * @return this service
	 */
	public Service awaitStarted() {
		awaitLog("Started \\w+ in ");
		return this;
	}

	/**
	 * Tells a setting in effect.
	 * @param key its name
	 * @return its value
	 */
	public String setting(String key) {
		return get("/api/config").json().get("effective").get(key).asString();
	}

	/**
	 * Waits for a line of the service's output.
	 * @param regex what it contains
	 * @return what has matched first
	 */
	public MatchResult awaitLog(String regex) {
		return awaitLog(regex, PATIENCE);
	}

	/**
	 * Waits for a line of the service's output.
	 * @param regex what it contains
	 * @param atMost how long to wait
	 * @return what has matched first
	 */
	public MatchResult awaitLog(String regex, Duration atMost) {
		awaitTrue("'%s' in the output".formatted(regex), atMost, () -> !findInLog(regex).isEmpty() || isEnded());
		return findInLog(regex).stream().findFirst().orElseThrow(() -> failure("Ended without '" + regex + "'"));
	}

	/**
	 * Searches the service's output.
	 * @param regex what to search for
	 * @return all matches, the oldest first
	 */
	public List<MatchResult> findInLog(String regex) {
		return Pattern.compile(regex, Pattern.MULTILINE).matcher(log()).results().toList();
	}

	/**
	 * Returns the service's output.
	 * @return what it has written until now
	 */
	public String log() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the number of the service's process.
	 * @return its pid
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Waits until the service ends by itself.
	 * @return its exit code
	 */
	public int awaitExit() {
		awaitTrue("end of the service", PATIENCE, this::isEnded);
		return this.process.exitValue();
	}

	private void awaitTrue(String what, Duration atMost, Callable<Boolean> condition) {
		try {
			await(what).atMost(atMost).pollInterval(Duration.ofMillis(50)).until(condition);
		}
		catch (ConditionTimeoutException ex) {
			throw failure("No " + what);
		}
	}

	private AssertionError failure(String message) {
		return new AssertionError("%s; the end of %s:%n%s".formatted(message, this.output, logTail()));
	}

	/**
	 * Returns the end of the service's output.
	 * @return its last lines
	 */
	public String logTail() {
		List<String> lines = log().lines().toList();
		return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
	}

	private boolean isEnded() {
		return !this.process.isAlive();
	}

	/**
	 * Tells whether the service is running.
	 * @return whether its process is there
	 */
	public boolean isRunning() {
		return !isEnded();
	}

	/** Kills the service: it can neither finish anything nor say goodbye. */
	public void kill() {
		this.process.destroyForcibly();
		awaitExit();
	}

	/**
	 * Asks the service to end, and waits until it has.
	 * @return its exit code, 0 if all went well
	 */
	public int terminate() {
		askToEnd();
		return awaitExit();
	}

	/** Asks the service to end, and does not wait for it. */
	public void askToEnd() {
		this.process.destroy();
	}

	/** Stops the service's threads, as a long pause of its machine would. */
	public void freeze() {
		signal("STOP", this.process.pid());
	}

	/** Lets a frozen service go on. */
	public void thaw() {
		signal("CONT", this.process.pid());
	}

	static void signal(String name, long pid) {
		try {
			new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Kills the service if it is still running. */
	@Override
	public void close() {
		// A frozen process dies of this signal as well
		this.process.destroyForcibly();
	}

}
