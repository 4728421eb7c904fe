package io.kafkatojdbc.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;

import org.springframework.dao.DataAccessException;

/** PostgreSQL in its own process, with durable settings as in production. */
public final class PostgresServer {

	/** The settings that differ from PostgreSQL's own defaults. */
	public static final List<String> SETTINGS = List.of("shared_buffers=1GB", "max_wal_size=8GB", "fsync=on",
			"synchronous_commit=on");

	private static final List<String> PLACE = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
			"timezone=UTC", "max_connections=100");

	private final int port = Ports.free();

	private final Child process;

	private final Database administration;

	private PostgresServer(Children children) {
		Path data = children.directory().resolve("postgres");
		initialize(data, children.directory().resolve("initdb.log"));
		this.process = children.start("postgres", "INT", command(data));
		this.administration = awaitConnection();
	}

	/**
	 * Starts a server with an empty data directory.
	 * @param children starts the server's process, and ends it
	 * @return the server
	 */
	public static PostgresServer start(Children children) {
		return new PostgresServer(children);
	}

	/**
	 * Unpacks PostgreSQL and initializes its data. The library can do both only together
	 * with a start.
	 */
	private static void initialize(Path data, Path log) {
		ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.toFile());
		try {
			EmbeddedPostgres.builder()
				.setDataDirectory(data)
				.setCleanDataDirectory(false)
				.setRegisterShutdownHook(false)
				.setLocaleConfig("locale", "C.UTF-8")
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setServerConfig("unix_socket_directories", "")
				.setPort(Ports.free())
				.setErrorRedirector(output)
				.setOutputRedirector(output)
				.start()
				.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(Path data) {
		List<String> command = new ArrayList<>();
		if (LinuxUtils.isUnshareAvailable()) {
			// PostgreSQL refuses to run as root.
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(List.of(binary(data), "-D", data.toString(), "-p", String.valueOf(this.port)));
		PLACE.forEach((setting) -> command.addAll(List.of("-c", setting)));
		SETTINGS.forEach((setting) -> command.addAll(List.of("-c", setting)));
		return command;
	}

	/**
	 * Returns the path of the server that has used the directory, which is at the
	 * beginning of the first line.
	 */
	private static String binary(Path data) {
		try {
			String line = Files.readString(data.resolve("postmaster.opts"));
			return line.substring(0, line.indexOf(" \"-D\""));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Database awaitConnection() {
		Database database = open("postgres");
		this.process.await("connection to PostgreSQL", 60, () -> {
			try {
				return database.backend() > 0;
			}
			catch (DataAccessException ex) {
				return false;
			}
		});
		return database;
	}

	private Database open(String name) {
		return new Database(name, "jdbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, name));
	}

	/**
	 * Creates a database.
	 * @param name the database's name
	 * @return a connection to the database
	 */
	public Database create(String name) {
		this.administration.execute("CREATE DATABASE " + name);
		return open(name);
	}

	/**
	 * Drops a database, even if others are connected to it.
	 * @param database a connection to the database, which is closed
	 */
	public void drop(Database database) {
		database.close();
		this.administration.execute("DROP DATABASE %s WITH (FORCE)".formatted(database.name()));
	}

	/** Writes everything to disk, so that each measurement starts from the same state. */
	public void checkpoint() {
		this.administration.execute("CHECKPOINT");
	}

	/**
	 * Returns how much WAL has been written.
	 * @return the position in bytes
	 */
	public long walPosition() {
		return this.administration.jdbc().sql("SELECT pg_current_wal_lsn() - '0/0'").query(Long.class).single();
	}

	/**
	 * Returns the number of the server's first process.
	 * @return the process id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Returns the version of PostgreSQL.
	 * @return the version
	 */
	public String version() {
		return this.administration.jdbc().sql("SHOW server_version").query(String.class).single();
	}

}
