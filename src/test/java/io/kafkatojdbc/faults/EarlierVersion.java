package io.kafkatojdbc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/** The jar of an earlier commit, which is built once and kept in {@code target}. */
final class EarlierVersion {

	private static final Logger log = LoggerFactory.getLogger(EarlierVersion.class);

	private static final int LONGEST_BUILD_MINUTES = 10;

	private EarlierVersion() {
	}

	/**
	 * Returns the jar of a commit. If the commit is not in the history that was cloned, a
	 * build with {@code -Dtest.earlier-version=required} fails, and every other build
	 * skips the test.
	 * @param commit the commit
	 */
	static Path jar(String commit) {
		Path directory = Path.of("target", "earlier-versions").toAbsolutePath();
		Path jar = directory.resolve(commit + ".jar");
		try {
			if (!Files.exists(jar)) {
				requireInHistory(commit);
				build(commit, Files.createDirectories(directory), jar);
			}
			return jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void requireInHistory(String commit) {
		if (!isInHistory(commit)) {
			String missing = "Commit %s is not in this clone: fetch the whole history".formatted(commit);
			Assert.state(!"required".equals(System.getProperty("test.earlier-version")), missing);
			log.warn("Skipped: {}", missing);
			Assumptions.abort(missing);
		}
	}

	private static boolean isInHistory(String commit) {
		try {
			return run(Path.of("."), "git", "cat-file", "-e", commit + "^{commit}") == 0;
		}
		catch (IOException ex) {
			// There is no git, or the tests run outside of a clone.
			return false;
		}
	}

	private static void build(String commit, Path directory, Path jar) throws IOException {
		Path sources = Files.createTempDirectory(directory, "sources-");
		Path archive = sources.resolve("sources.tar");
		require(run(Path.of("."), "git", "archive", "-o", archive.toString(), commit), "archived");
		require(run(sources, "tar", "-xf", archive.toString()), "unpacked");
		require(run(sources, "./mvnw", "-q", "-B", "-Dmaven.test.skip=true", "-Dcheckstyle.skip",
				"-Dspring-javaformat.skip", "package"), "built");
		try (var built = Files.newDirectoryStream(sources.resolve("target"), "*.jar")) {
			Files.move(built.iterator().next(), jar);
		}
		FileSystemUtils.deleteRecursively(sources);
	}

	private static void require(int exitCode, String what) {
		Assert.state(exitCode == 0, () -> "The earlier version can't be " + what);
	}

	private static int run(Path directory, String... command) throws IOException {
		Process process = new ProcessBuilder(List.of(command)).directory(directory.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.redirectOutput(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			Assert.state(process.waitFor(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES),
					"The earlier version takes too long");
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
