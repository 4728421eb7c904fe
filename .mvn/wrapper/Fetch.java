import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Downloads and unpacks the pinned Maven, which {@code mvnw} and {@code mvnw.cmd} run this for when they do not find
 * it. It is one program for both, because Java is what they both have:
 * {@code java Fetch.java VERSION SHA512 DIRECTORY INSTALLED_MVN [quiet]}, with an empty INSTALLED_MVN where there is
 * none. It exits with 0 if the pinned Maven is in DIRECTORY, with 2 if the installed one has to be used, and with 3
 * after it has said why neither is possible. The 1 of a Java that cannot run this file is none of these.
 */
class Fetch {

	private static final String OLDEST = "3.6.3";
	private static final int PINNED = 0;
	private static final int INSTALLED = 2;
	private static final int NEITHER = 3;
	private final String version;
	private final String checksum;
	private final Path directory;
	private final String installed;
	private final boolean quiet;
	private final String source;
	private final String url;
	private final Path failure;

	Fetch(String[] args, String repository) {
		this.version = args[0];
		this.checksum = args[1];
		this.directory = Path.of(args[2]);
		this.installed = args[3];
		this.quiet = List.of(args).contains("quiet");
		boolean archive = repository == null || repository.isEmpty();
		this.source = archive ? "archive.apache.org" : repository.replaceFirst("/$", "");
		this.url = (archive ? "https://" + this.source + "/dist/maven/maven-3/" + this.version + "/binaries/"
				: this.source + "/org/apache/maven/apache-maven/" + this.version + "/") + archiveName();
		this.failure = this.directory.resolve("failure." + this.source.replaceAll("[^A-Za-z0-9.]", "_"));
	}

	public static void main(String[] args) throws Exception {
		try {
			System.exit(new Fetch(args, System.getenv("MVNW_REPOURL")).run());
		}
		catch (Refusal | IOException ex) {
			say(ex instanceof Refusal ? ex.getMessage() : ex.toString());
			System.exit(NEITHER);
		}
	}

	private int run() throws Exception {
		Files.createDirectories(this.directory);
		if (!this.installed.isEmpty() && failedToday()) {
			return useInstalled(firstLine(this.failure));
		}
		Path work = this.directory.resolve("download." + UUID.randomUUID());
		// A hook, because it also runs on Ctrl-C.
		Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
		Files.createDirectory(work);
		if (!this.quiet) {
			say("downloading Maven " + this.version + " from " + this.source);
		}
		String problem = download(work);
		if (problem == null) {
			install(work);
			Files.deleteIfExists(this.failure);
			return PINNED;
		}
		Files.write(this.failure, problem.getBytes(Charset.defaultCharset()));
		return useInstalled(problem);
	}

	/** One failed attempt a day is enough: a firewall that drops packets costs 5 seconds each time. */
	private boolean failedToday() throws IOException {
		Instant aDayAgo = Instant.now().minus(Duration.ofDays(1));
		return Files.exists(this.failure) && Files.getLastModifiedTime(this.failure).toInstant().isAfter(aDayAgo);
	}

	/**
	 * Returns what went wrong, or null. Curl and wget come first, because they know a machine's proxy and certificates
	 * better than Java does.
	 */
	private String download(Path work) throws Exception {
		String file = work.resolve(archiveName()).toString();
		File log = work.resolve("log").toFile();
		for (List<String> command : List.of(
				List.of("curl", "-fsSL", "--connect-timeout", "5", "--speed-limit", "1", "--speed-time", "30", "-o",
						file, this.url),
				List.of("wget", "-q", "-t", "1", "-T", "10", "-O", file, this.url))) {
			Process process = startIfThere(new ProcessBuilder(command).redirectError(log));
			if (process != null) {
				int status = process.waitFor();
				if (status < 0 || status > 128) {
					// Ctrl-C has stopped it. That is no failed attempt, to be remembered for a day.
					System.exit(status);
				}
				return (status == 0) ? null : firstLine(log.toPath());
			}
		}
		try {
			get(Path.of(file));
			return null;
		}
		catch (IOException | IllegalArgumentException ex) {
			return ex.toString();
		}
	}

	private void get(Path file) throws IOException {
		System.setProperty("java.net.useSystemProxies", "true");
		URLConnection connection = URI.create(this.url).toURL().openConnection();
		connection.setConnectTimeout(5_000);
		connection.setReadTimeout(30_000);
		try (InputStream body = connection.getInputStream()) {
			long length = Files.copy(body, file);
			if (connection.getContentLengthLong() > length) {
				throw new IOException("The connection was closed after " + length + " bytes");
			}
		}
	}

	/** Everything happens in a directory of this run, and the last step is one rename. */
	private void install(Path work) throws Exception {
		byte[] sum = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(work.resolve(archiveName())));
		if (!HexFormat.of().formatHex(sum).equals(this.checksum)) {
			throw new Refusal(this.url
					+ " does not have the checksum that maven-wrapper.properties asks for; nothing was installed");
		}
		// In the directory, because GNU tar takes the C: of a path for the name of a host.
		ProcessBuilder command = new ProcessBuilder("tar", "-xzf", archiveName()).directory(work.toFile());
		Process tar = startIfThere(command.redirectError(Redirect.INHERIT));
		if (tar == null || tar.waitFor() != 0) {
			throw new Refusal(archiveName() + " could not be unpacked (is tar installed?)");
		}
		rename(work.resolve("apache-maven-" + this.version), this.directory.resolve("apache-maven-" + this.version));
	}

	/**
	 * It does no harm if another run was first. Windows renames no directory while a virus scanner has one of its files
	 * open, which happens with new files and ends by itself: so this tries for 10 seconds.
	 */
	private static void rename(Path unpacked, Path home) throws InterruptedException {
		for (int attempt = 1; !Files.isDirectory(home); attempt++) {
			try {
				Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (IOException ex) {
				if (attempt == 20) {
					throw new Refusal(home + " could not be written");
				}
				Thread.sleep(500);
			}
		}
	}

	private int useInstalled(String reason) throws Exception {
		String problem = "Maven " + this.version + " cannot be downloaded from " + this.source
				+ (reason.isBlank() ? "" : " (" + reason.strip() + ")");
		String remedy = ": install Maven " + OLDEST
				+ " or later, or set MVNW_REPOURL to a Maven repository that is in reach";
		if (this.installed.isEmpty()) {
			throw new Refusal(problem + " and no mvn is installed" + remedy);
		}
		String found = installedVersion();
		if (found == null || !isRecentEnough(found)) {
			throw new Refusal(problem + " and the installed one is " + ((found != null) ? found : "unusable") + remedy);
		}
		say(problem + "; using the installed Maven " + found);
		return INSTALLED;
	}

	private String installedVersion() throws IOException {
		// Git's shell on Windows finds the script without an ending, which only a shell can run.
		boolean shellScript = File.separatorChar == '\\' && !this.installed.endsWith(".cmd");
		String program = this.installed + (shellScript ? ".cmd" : "");
		Process process = startIfThere(new ProcessBuilder(program, "-B", "-v").redirectError(Redirect.DISCARD));
		if (process == null) {
			return null;
		}
		String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
		Matcher matcher = Pattern.compile("Apache Maven ([0-9][0-9.]*)").matcher(output);
		return matcher.find() ? matcher.group(1) : null;
	}

	private static boolean isRecentEnough(String found) {
		return Arrays.compare(numbers(found), numbers(OLDEST)) >= 0;
	}

	private static int[] numbers(String version) {
		return Stream.of(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
	}

	/** Returns null if there is no such program. */
	private static Process startIfThere(ProcessBuilder command) {
		try {
			return command.start();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private String archiveName() {
		return "apache-maven-" + this.version + "-bin.tar.gz";
	}

	private static String firstLine(Path file) throws IOException {
		return new String(Files.readAllBytes(file), Charset.defaultCharset()).lines().findFirst().orElse("");
	}

	private static void delete(Path work) {
		try (Stream<Path> files = Files.walk(work)) {
			files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
		}
		catch (IOException | UncheckedIOException ex) {
			// It is not there yet, or a program that was stopped a moment ago still writes to it.
		}
	}

	private static void say(String message) {
		System.err.println("mvnw: " + message);
	}

	/** The reason why there is no Maven to run, in words. */
	private static class Refusal extends RuntimeException {
		private static final long serialVersionUID = 1;
		Refusal(String message) {
			super(message);
		}
	}

}
