package io.kafkatojdbc.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process that the bench has started. */
public final class Child implements AutoCloseable {

	private static final int TAIL = 20;

	private static final long SECONDS_TO_END = 20;

	private final Process process;

	private final Path output;

	private final String signal;

	Child(Process process, Path output, String signal) {
		this.process = process;
		this.output = output;
		this.signal = signal;
	}

	/**
	 * Returns the number of the process.
	 * @return the process id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Returns whether the process is running.
	 * @return whether the process is running
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Returns what the process has written so far.
	 * @return the lines of the output
	 */
	public List<String> output() {
		try {
			return Files.readString(this.output, StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes a line to the standard input of the process.
	 * @param line the line
	 */
	public void tell(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(failure("It does not listen").getMessage(), ex);
		}
	}

	/**
	 * Waits for a condition that the process makes true.
	 * @param what the name of the condition, for error messages
	 * @param seconds how long to wait
	 * @param condition the condition
	 */
	public void await(String what, int seconds, BooleanSupplier condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (!condition.getAsBoolean()) {
			if (!isAlive()) {
				throw failure("The process has ended without " + what);
			}
			if (System.nanoTime() > deadline) {
				throw failure("No %s within %d s".formatted(what, seconds));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	/**
	 * Waits until the process has started. A process that does not start in time is
	 * ended.
	 * @param what the name of the condition, for error messages
	 * @param seconds how long to wait
	 * @param condition returns whether the process has started
	 */
	public void awaitStart(String what, int seconds, BooleanSupplier condition) {
		try {
			await(what, seconds, condition);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Returns an exception whose message ends with the last output of the process.
	 * @param message what went wrong
	 * @return the exception
	 */
	public IllegalStateException failure(String message) {
		List<String> lines = output();
		return new IllegalStateException("%s. The end of %s:%n%s".formatted(message, this.output,
				String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL), lines.size()))));
	}

	/**
	 * Ends the process with its signal. A process that does not end in time is killed.
	 */
	@Override
	public void close() {
		try {
			if (isAlive()) {
				new ProcessBuilder("kill", "-s", this.signal, String.valueOf(pid())).start().waitFor();
			}
			if (!this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (IOException ex) {
			this.process.destroyForcibly();
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
