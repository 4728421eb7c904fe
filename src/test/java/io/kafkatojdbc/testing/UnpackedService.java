package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged service as its image has it: unpacked. The first JVM that ends in good
 * order leaves an archive of its classes, by which the others start with half the work.
 */
final class UnpackedService {

	private static final Path JAR = Path.of(System.getProperty("service.jar"));

	private static final AtomicBoolean RECORDING = new AtomicBoolean();

	private static final Path DIRECTORY = unpack();

	private static final Path CLASSES = DIRECTORY.resolve("classes.jsa");

	private UnpackedService() {
	}

	/**
	 * Starts the service.
	 * @param builder the process, whose command is the JVM with its options
	 * @param arguments the arguments of the service
	 * @return the process
	 */
	static Process start(ProcessBuilder builder, List<String> arguments) throws IOException {
		String jar = DIRECTORY.resolve(JAR.getFileName()).toString();
		Path recorded = DIRECTORY.resolve("classes-%d.jsa".formatted(ProcessHandle.current().pid()));
		boolean recording = !Files.exists(CLASSES) && RECORDING.compareAndSet(false, true);
		if (recording) {
			builder.command().add("-XX:ArchiveClassesAtExit=" + recorded);
		}
		else if (Files.exists(CLASSES)) {
			builder.command().add("-XX:SharedArchiveFile=" + CLASSES);
		}
		// What it says of the classes is for nobody who reads the service's log.
		builder.command().addAll(List.of("-Xlog:disable", "-jar", jar));
		builder.command().addAll(arguments);
		Process process = builder.start();
		if (recording) {
			var unused = process.onExit().thenAccept((ended) -> keep(recorded, ended.exitValue() == 0));
		}
		return process;
	}

	private static void keep(Path recorded, boolean whole) {
		try {
			if (whole && Files.exists(recorded)) {
				Files.move(recorded, CLASSES, StandardCopyOption.ATOMIC_MOVE);
			}
			else {
				// A start that failed needs few classes, and who was killed may have
				// written some.
				Files.deleteIfExists(recorded);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			RECORDING.set(false);
		}
	}

	private static Path unpack() {
		try {
			Path directory = JAR.resolveSibling("unpacked-" + Files.getLastModifiedTime(JAR).toMillis());
			if (!Files.exists(directory)) {
				unpackInto(directory);
			}
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Another JVM with tests may do the same. */
	private static void unpackInto(Path directory) throws IOException, InterruptedException {
		Path mine = Files.createTempDirectory(JAR.getParent(), "unpacking-");
		Process process = new ProcessBuilder(java(), "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--force",
				"--destination", mine.toString())
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		Assert.state(process.waitFor() == 0, "The service can't be unpacked");
		removeOthers(directory);
		if (!mine.toFile().renameTo(directory.toFile())) {
			FileSystemUtils.deleteRecursively(mine);
		}
	}

	/** Of jars that were there before. */
	private static void removeOthers(Path directory) throws IOException {
		try (DirectoryStream<Path> all = Files.newDirectoryStream(JAR.getParent(), "unpacked-*")) {
			for (Path each : all) {
				if (!each.equals(directory)) {
					remove(each);
				}
			}
		}
	}

	/** Only one of those who want to can take it away. */
	private static void remove(Path left) throws IOException {
		Path removed = Files.createTempDirectory(JAR.getParent(), "removing-");
		if (!left.toFile().renameTo(removed.resolve("left").toFile())) {
			Files.delete(removed);
			return;
		}
		FileSystemUtils.deleteRecursively(removed);
	}

	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
