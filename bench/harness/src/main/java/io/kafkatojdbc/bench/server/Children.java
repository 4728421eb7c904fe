package io.kafkatojdbc.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes that the bench has started, and the directory they write to. When the
 * bench ends for any reason, the processes end first, and the directory is removed.
 */
public final class Children implements AutoCloseable {

	private final Path directory;

	private final Deque<Child> children = new ArrayDeque<>();

	private int number;

	private boolean closed;

	private Children(Path directory) {
		this.directory = directory;
	}

	/**
	 * Creates a temporary directory.
	 * @return an object without processes yet
	 */
	public static Children create() {
		try {
			Children children = new Children(Files.createTempDirectory("kafka-to-jdbc-bench-"));
			Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end-children"));
			return children;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the temporary directory.
	 * @return the directory's path
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Starts a JVM.
	 * @param name the name of its output file
	 * @param arguments the arguments of {@code java}
	 * @return the process
	 */
	public Child java(String name, List<String> arguments) {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return start(name, "TERM", Stream.concat(Stream.of(java), arguments.stream()).toList());
	}

	/**
	 * Starts a process.
	 * @param name the name of its output file
	 * @param signal the signal that lets the process end by itself
	 * @param command the command
	 * @return the process
	 */
	public synchronized Child start(String name, String signal, List<String> command) {
		if (this.closed) {
			throw new IllegalStateException("No process is started any more");
		}
		try {
			Path output = this.directory.resolve("%s-%d.log".formatted(name, ++this.number));
			Process process = new ProcessBuilder(command).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			Child child = new Child(process, output, signal);
			this.children.push(child);
			return child;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		while (!this.children.isEmpty()) {
			this.children.pop().close();
		}
		removeDirectory();
	}

	private void removeDirectory() {
		if (Files.exists(this.directory)) {
			try (Stream<Path> files = Files.walk(this.directory)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.deleteIfExists(file);
				}
			}
			catch (IOException ex) {
				System.err.println("Cannot remove " + this.directory + ": " + ex.getMessage());
			}
		}
	}

}
