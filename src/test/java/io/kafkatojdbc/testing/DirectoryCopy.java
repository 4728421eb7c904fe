package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/** A copy of directories, to put back later. */
final class DirectoryCopy implements AutoCloseable {

	private final ServerDirectory copies = ServerDirectory.create("copy");

	private final List<Path> directories;

	private DirectoryCopy(List<Path> directories) {
		this.directories = directories;
	}

	/** Copies directories whose server is stopped. */
	static DirectoryCopy of(List<Path> directories) {
		DirectoryCopy copy = new DirectoryCopy(directories);
		directories.forEach((directory) -> copy(directory, copy.of(directory)));
		return copy;
	}

	/** Replaces the directories by their copies. Their server has to be stopped. */
	void putBack() {
		this.directories.forEach((directory) -> {
			delete(directory);
			copy(of(directory), directory);
		});
	}

	private Path of(Path directory) {
		return this.copies.path().resolve(directory.getFileName().toString());
	}

	private static void delete(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path from, Path to) {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.copies.close();
	}

}
