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

/** A process that this one has started. */
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
	 * @return its pid
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Tells whether the process is running.
	 * @return whether it is there
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Returns what the process has written until now.
	 * @return its output
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
	 * Waits until a condition holds that the process brings about.
	 * @param what what is waited for
	 * @param seconds how long it may take
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
	 * Waits until the process has started, and ends it if it does not start in time.
	 * @param what what is waited for
	 * @param seconds how long it may take
	 * @param condition tells that it has started
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
	 * Returns an exception that ends with what the process has said last.
	 * @param message what went wrong
	 * @return the exception
	 */
	public IllegalStateException failure(String message) {
		List<String> lines = output();
		return new IllegalStateException("%s. The end of %s:%n%s".formatted(message, this.output,
				String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL), lines.size()))));
	}

	/** Ends the process in good order, or else at once. */
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
