package io.kafkatojdbc.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * A PgBouncer in transaction mode in front of a database. A build with
 * {@code -Dtest.pgbouncer=required} fails where PgBouncer is not installed. Every other
 * build skips the test.
 */
public final class PgBouncer implements AutoCloseable {

	/** The number of connections to the server that all clients share. */
	public static final int CONNECTIONS = 4;

	private static final Logger log = LoggerFactory.getLogger(PgBouncer.class);

	private static final String MISSING = "pgbouncer is not installed: the service is not tested with it (on Debian, it "
			+ "is in the package pgbouncer)";

	private static final String CONFIGURATION = """
			[databases]
			test = host=%s port=%d dbname=%s user=test password=test
			[pgbouncer]
			listen_addr = 127.0.0.1
			listen_port = %d
			unix_socket_dir =
			auth_type = any
			pool_mode = transaction
			default_pool_size = %d
			max_client_conn = 100
			""";

	private final int port = Ports.free();

	private final Process process;

	private PgBouncer(Path program, TestDatabase database) throws IOException {
		URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
		Path directory = Files.createTempDirectory("pgbouncer",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), CONFIGURATION
			.formatted(server.getHost(), server.getPort(), server.getPath().substring(1), this.port, CONNECTIONS));
		List<String> command = new ArrayList<>(List.of(program.toString()));
		if (System.getProperty("user.name").equals("root")) {
			// PgBouncer refuses to run as root.
			command.addAll(List.of("-u", "nobody"));
		}
		command.add(configuration.toString());
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("pgbouncer.log").toFile())
			.start();
		AtExit.run(this::close);
		await("pgbouncer, which writes to " + directory).atMost(Duration.ofSeconds(30))
			.until(() -> Ports.taken(this.port));
	}

	/**
	 * Starts PgBouncer, or skips the test.
	 * @param database the database behind it
	 * @return the running PgBouncer
	 */
	public static PgBouncer start(TestDatabase database) {
		Optional<Path> program = Stream
			.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, "pgbouncer"))
			.filter(Files::isExecutable)
			.findFirst();
		if (program.isEmpty()) {
			if ("required".equals(System.getProperty("test.pgbouncer"))) {
				throw new IllegalStateException(MISSING);
			}
			log.warn("Skipped: {}", MISSING);
		}
		assumeThat(program).as(MISSING).isPresent();
		try {
			return new PgBouncer(program.orElseThrow(), database);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the database as clients of PgBouncer see it.
	 * @return the database
	 */
	public TestDatabase database() {
		return new TestDatabase("jdbc:postgresql://127.0.0.1:%d/test".formatted(this.port));
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
