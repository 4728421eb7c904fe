package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the embedded PostgreSQL for one directory, which holds its data
 * directory and its log.
 */
class PostgresCommands {

	private static final Logger log = LoggerFactory.getLogger(PostgresCommands.class);

	private final Path data;

	private final Path serverLog;

	PostgresCommands(Path directory) {
		this.data = directory.toAbsolutePath().resolve("data");
		this.serverLog = directory.toAbsolutePath().resolve("postgres.log");
	}

	Path data() {
		return this.data;
	}

	boolean isInitialized() {
		return Files.exists(this.data.resolve("postmaster.opts"));
	}

	/**
	 * Unpacks the binaries and creates the data directory. The library can do that only
	 * together with a start, and starts without fsync: so it gets a port of its own and
	 * is stopped at once.
	 */
	void initialize() {
		ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(this.serverLog.toFile());
		try (EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.setLocaleConfig("lc-messages", "C")
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.setPort(Ports.free())
			.setErrorRedirector(output)
			.setOutputRedirector(output)
			.start()) {
			log.debug("Initialized {} through {}", this.data, server);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void start(int port, Map<String, String> parameters) {
		String options = parameters.entrySet()
			.stream()
			.map((parameter) -> " -c '%s=%s'".formatted(parameter.getKey(), parameter.getValue()))
			.collect(Collectors.joining("", "-p " + port, ""));
		pgCtl("start", "-w", "-t", "60", "-l", this.serverLog.toString(), "-o", options);
	}

	void stop(String mode) {
		pgCtl("stop", "-w", "-t", "60", "-m", mode);
	}

	boolean isRunning() {
		return serverProcess().isPresent();
	}

	/**
	 * Ends the server of this directory if one is still running.
	 * @return whether none is running now
	 */
	boolean endLeftServer() {
		Optional<ProcessHandle> process = serverProcess();
		try {
			process.ifPresent((server) -> {
				stop("immediate");
				log.info("Ended PostgreSQL (process {}), which a killed run had left in {}", server.pid(), this.data);
			});
			return true;
		}
		catch (IllegalStateException ex) {
			log.warn("PostgreSQL (process {}) is left over from a killed run in {} and cannot be ended: {}",
					process.map(ProcessHandle::pid).orElseThrow(), this.data, ex.getMessage());
			return false;
		}
	}

	/** The number in a left file may meanwhile be that of any other process. */
	private Optional<ProcessHandle> serverProcess() {
		try {
			List<String> lines = Files.readAllLines(this.data.resolve("postmaster.pid"));
			return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
				.filter((process) -> Path.of(lines.get(1)).equals(this.data))
				.filter((process) -> process.info().command().orElse("").matches(".*postgres(\\.exe)?"));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private void pgCtl(String... arguments) {
		List<String> command = new ArrayList<>();
		if (LinuxUtils.isUnshareAvailable()) {
			// PostgreSQL refuses to run as root
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(List.of(binary().resolveSibling("pg_ctl").toString(), "-D", this.data.toString()));
		command.addAll(List.of(arguments));
		execute(command);
	}

	private void execute(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("%s failed: %s%n%s".formatted(command, output, tailOfLog()));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("%s failed".formatted(command), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The first line begins with the path of the server that has used the directory. */
	private Path binary() {
		try {
			String line = Files.readString(this.data.resolve("postmaster.opts"));
			return Path.of(line.substring(0, line.indexOf(" \"-D\"")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String tailOfLog() throws IOException {
		List<String> lines = Files.readAllLines(this.serverLog);
		return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 10), lines.size()));
	}

}
