package io.kafkatojdbc.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * A temporary directory for a server's data. It is locked while its JVM lives, and
 * removed with it; what a killed JVM left, a PostgreSQL that goes on running included, is
 * ended by the next one that needs a directory.
 */
public final class ServerDirectory implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ServerDirectory.class);

	private static final Path ALL = Path.of(System.getProperty("java.io.tmpdir"),
			"kafka-to-jdbc-batch-" + System.getProperty("user.name"));

	/**
	 * To try the lock of a directory of this JVM's own would release it: on POSIX systems
	 * a process loses its locks on a file when it closes any of its channels.
	 */
	private static final Set<Path> OWN = new HashSet<>();

	private final Path path;

	private final FileChannel lock;

	private ServerDirectory(Path path, FileChannel lock) {
		this.path = path;
		this.lock = lock;
	}

	/**
	 * Creates an empty directory, after it has ended what killed JVMs left.
	 * @param name what the directory's name begins with
	 * @return the directory
	 */
	public static ServerDirectory create(String name) {
		return exclusively(() -> {
			endLeft();
			Path path = Files.createTempDirectory(ALL, name + "-");
			FileChannel lock = open(path.resolve("lock"));
			lock.lock();
			OWN.add(path);
			return new ServerDirectory(path, lock);
		});
	}

	/**
	 * Nobody may take a directory for left while its owner is creating or removing it.
	 */
	private static synchronized <T> T exclusively(Callable<T> action) {
		try {
			Files.createDirectories(ALL);
			try (FileChannel all = open(ALL.resolve("lock")); FileLock held = all.lock()) {
				log.trace("Holding {}", held);
				return action.call();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException("Cannot manage the directories in " + ALL, ex);
		}
	}

	private static FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
	}

	private static void endLeft() throws IOException {
		try (Stream<Path> paths = Files.list(ALL)) {
			for (Path path : paths.filter(Files::isDirectory).filter((each) -> !OWN.contains(each)).toList()) {
				endIfLeft(path);
			}
		}
	}

	private static void endIfLeft(Path path) throws IOException {
		try (FileChannel channel = open(path.resolve("lock")); FileLock lock = channel.tryLock()) {
			if (lock != null && endServers(path)) {
				FileSystemUtils.deleteRecursively(path);
			}
		}
	}

	private static boolean endServers(Path path) throws IOException {
		try (Stream<Path> files = Files.find(path, 3, (file, attributes) -> file.endsWith("postmaster.pid"))) {
			List<Path> servers = files.map(Path::getParent).map(Path::getParent).toList();
			return servers.stream().allMatch((directory) -> new PostgresCommands(directory).endLeftServer());
		}
	}

	/**
	 * Returns where the directory is.
	 * @return its path
	 */
	public Path path() {
		return this.path;
	}

	/** Removes the directory; its servers have to be stopped before. */
	@Override
	public void close() {
		exclusively(() -> {
			this.lock.close();
			OWN.remove(this.path);
			return FileSystemUtils.deleteRecursively(this.path);
		});
	}

}
