package io.kafkatojdbc.testing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.Assert;

/**
 * An embedded PostgreSQL that can be crashed and restarted, on this machine's loopback
 * address only. Unlike the library's own it keeps what it has committed.
 */
public final class LocalPostgres implements AutoCloseable {

	private static final Map<String, String> PARAMETERS = Map.of("listen_addresses", "127.0.0.1",
			"unix_socket_directories", "", "fsync", "on", "synchronous_commit", "on", "timezone", "UTC");

	private final int port;

	private final @Nullable ServerDirectory temporary;

	private final PostgresCommands commands;

	private final Map<String, String> parameters;

	private LocalPostgres(int port, Path directory, @Nullable ServerDirectory temporary,
			Map<String, String> parameters) {
		this.port = port;
		this.temporary = temporary;
		this.commands = new PostgresCommands(directory);
		this.parameters = new LinkedHashMap<>(PARAMETERS);
		this.parameters.putAll(parameters);
	}

	/**
	 * Starts a server on a free port, with a data directory that is removed with it.
	 * @return the server, with an empty database {@code test}
	 */
	public static LocalPostgres create() {
		return create(Map.of());
	}

	/**
	 * Starts a server on a free port, with a data directory that is removed with it.
	 * @param parameters the server's parameters, such as {@code max_connections}
	 * @return the server, with an empty database {@code test}
	 */
	public static LocalPostgres create(Map<String, String> parameters) {
		ServerDirectory directory = ServerDirectory.create("postgres");
		return new LocalPostgres(Ports.free(), directory.path(), directory, parameters).startFirst();
	}

	/**
	 * Starts a server on a given port and keeps its data.
	 * @param port the port
	 * @param directory what holds its data directory and its log
	 * @param parameters the server's parameters, such as {@code max_connections}
	 * @return the server, with a database {@code test}, empty if the directory was
	 */
	public static LocalPostgres open(int port, Path directory, Map<String, String> parameters) {
		return new LocalPostgres(port, directory, null, parameters).startFirst();
	}

	// A JVM that is told to end meanwhile stops the server when it has started
	private synchronized LocalPostgres startFirst() {
		requireFreePort();
		AtExit.run(this::close);
		boolean empty = !this.commands.isInitialized();
		if (empty) {
			this.commands.initialize();
		}
		start();
		if (empty) {
			administration().sql("CREATE ROLE test SUPERUSER LOGIN PASSWORD 'test'").update();
			createDatabase("test");
		}
		return this;
	}

	/** Starts the server again, on the same port and data directory. */
	public synchronized void start() {
		requireFreePort();
		this.commands.start(this.port, this.parameters);
		Assert.state(dataDirectory().equals(this.commands.data().toString()), () -> foreign(dataDirectory()));
	}

	private void requireFreePort() {
		if (Ports.taken(this.port)) {
			throw new IllegalStateException(foreign(dataDirectory()));
		}
	}

	private String foreign(String owner) {
		return "Port %d is taken by %s, so PostgreSQL cannot be started there for %s".formatted(this.port, owner,
				this.commands.data());
	}

	/**
	 * Returns which server it is that answers on the port.
	 * @return its data directory, if it is a PostgreSQL that lets us in
	 */
	String dataDirectory() {
		try {
			return administration().sql("SHOW data_directory").query(String.class).single();
		}
		catch (DataAccessException ex) {
			return "a foreign server";
		}
	}

	private JdbcClient administration() {
		return JdbcClient.create(new DriverManagerDataSource(jdbcUrl("postgres"), "postgres", ""));
	}

	/** Returns what holds the server's data. */
	Path data() {
		return this.commands.data();
	}

	/** Stops the server as a crash would: nobody says goodbye, and nothing is written. */
	public void crash() {
		this.commands.stop("immediate");
	}

	/** Stops the server in good order; its clients lose their connections. */
	public void stop() {
		this.commands.stop("fast");
	}

	/** Crashes the server and starts it again. */
	public void restart() {
		crash();
		start();
	}

	/**
	 * Kills the process of one connection, at which PostgreSQL ends all others as well
	 * and recovers as after a crash.
	 * @param pid the process, as in {@code pg_backend_pid()}
	 */
	public void killBackend(int pid) {
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
	}

	/**
	 * Stops the process of one connection, so that nothing can end the connection.
	 * @param pid the process, as in {@code pg_backend_pid()}
	 */
	public void freezeBackend(int pid) {
		Service.signal("STOP", pid);
	}

	/**
	 * Lets the process of a connection go on.
	 * @param pid the process, as in {@code pg_backend_pid()}
	 */
	public void thawBackend(int pid) {
		Service.signal("CONT", pid);
	}

	/**
	 * Ends connections, as an administrator would.
	 * @param condition which ones, in terms of {@code pg_stat_activity}
	 * @return how many there were
	 */
	public int terminateBackends(String condition) {
		return database("test").jdbc().sql("""
				SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE pid <> pg_backend_pid() AND (%s)
				""".formatted(condition)).query(Integer.class).single();
	}

	/**
	 * Executes one statement, or several, in the database {@code test}.
	 * @param sql the statements
	 */
	public void execute(String sql) {
		database("test").execute(sql);
	}

	/**
	 * Creates a database.
	 * @param name its name
	 * @return the empty database
	 */
	public TestDatabase createDatabase(String name) {
		administration().sql("CREATE DATABASE " + name + " OWNER test").update();
		return database(name);
	}

	/**
	 * Returns a database that exists.
	 * @param name its name
	 * @return the database
	 */
	public TestDatabase database(String name) {
		return new TestDatabase(jdbcUrl(name));
	}

	private String jdbcUrl(String database) {
		return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, database);
	}

	/**
	 * Returns the server's port, which it keeps over a restart.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Stops the server if it is running, and removes its directory if it is temporary.
	 */
	@Override
	public synchronized void close() {
		if (this.commands.isRunning()) {
			stop();
		}
		if (this.temporary != null) {
			this.temporary.close();
		}
	}

}
