package io.kafkatojdbc.database;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariConfig;

/**
 * The settings of the sessions in the database. They include everything that the service
 * depends on and that the role or the database may set otherwise.
 * <p>
 * A session of the service's own gets its settings once. A session that a connection
 * pooler shares with other clients gets them in every transaction, and only until the
 * transaction ends.
 */
final class SessionSettings {

	private static final String APPLICATION_NAME = "kafka-to-jdbc-batch";

	/**
	 * The settings of every session. With the first ones, a client that is gone holds
	 * neither its locks nor its connection. A time-out of 0 is none. The time zone is
	 * that of no machine, so every instance reads a time without a zone in the same way.
	 * With the last two, NULL in an array is not a text, and names are written in one
	 * way. A setting that an older server does not know is left out.
	 */
	private static final Map<String, String> EVERY_SESSION = Map.ofEntries(
			Map.entry("client_connection_check_interval", "5s"),
			Map.entry("idle_in_transaction_session_timeout", "30s"), Map.entry("tcp_keepalives_idle", "30"),
			Map.entry("tcp_keepalives_interval", "10"), Map.entry("tcp_keepalives_count", "3"),
			Map.entry("idle_session_timeout", "0"), Map.entry("statement_timeout", "0"),
			Map.entry("transaction_timeout", "0"), Map.entry("TimeZone", "UTC"), Map.entry("array_nulls", "on"),
			Map.entry("quote_all_identifiers", "off"));

	/**
	 * The settings of sessions that stage rows. A poll is staged in milliseconds. Its
	 * commit does not have to reach the disk: a crash of the database loses rows and
	 * ledger entries together, and the records are then read from Kafka again.
	 */
	private static final Map<String, String> STAGING_SESSION = Map.of("synchronous_commit", "off", "lock_timeout",
			"10s", "statement_timeout", "60s", "transaction_timeout", "60s");

	/**
	 * The settings of control sessions. A statement that waits longer for a lock fails.
	 * The user then gets an error, or the service tries again. This limit does not apply
	 * to the procedure.
	 */
	private static final Map<String, String> CONTROL_SESSION = Map.of("lock_timeout", "5s");

	/**
	 * The settings of sessions for questions over HTTP. The limit is the time that
	 * somebody would wait for the answer.
	 */
	private static final Map<String, String> QUESTION_SESSION = Map.of("lock_timeout", "5s", "statement_timeout",
			"20s");

	/**
	 * The time after which a server that does not answer counts as gone. This time is
	 * longer than the staging of a poll may take. A merge sets a longer time-out for its
	 * transaction.
	 */
	private static final String SOCKET_TIMEOUT_SECONDS = "90";

	/** The oldest server that the service works with. */
	private static final String SERVER_VERSION = "16";

	private final ServerSessions server;

	private SessionSettings(ServerSessions server) {
		this.server = server;
	}

	/** Returns the settings for the server of a pool that has no connections yet. */
	static SessionSettings of(HikariConfig pool) {
		return new SessionSettings(ServerSessions.ask(pool,
				Stream.of(EVERY_SESSION, STAGING_SESSION).flatMap((each) -> each.keySet().stream()).toList()));
	}

	/**
	 * Gives a pool that has no connections yet the settings of sessions that stage rows.
	 */
	void prepareForStaging(HikariConfig pool) {
		prepare(pool, STAGING_SESSION);
	}

	/** Gives a pool that has no connections yet the settings of control sessions. */
	void prepareForControl(HikariConfig pool) {
		prepare(pool, CONTROL_SESSION);
	}

	/**
	 * Gives a pool that has no connections yet the settings of sessions for questions.
	 */
	void prepareForQuestions(HikariConfig pool) {
		prepare(pool, QUESTION_SESSION);
	}

	/**
	 * Returns the SQL with which each transaction that stages rows begins, which is empty
	 * if the session has the settings.
	 */
	String beginOfStaging() {
		return begin(STAGING_SESSION);
	}

	/** Returns the SQL with which each control transaction begins, or an empty text. */
	String beginOfControl() {
		return begin(CONTROL_SESSION);
	}

	/** Returns the SQL with which each transaction for a question begins. */
	String beginOfQuestions() {
		return begin(QUESTION_SESSION);
	}

	// One statement takes a lock, and the next statement reads the state that the lock
	// guards. A transaction with one snapshot for both statements would read a state from
	// before the lock.
	private String begin(Map<String, String> settings) {
		return this.server.areShared() ? "SET LOCAL transaction_isolation = 'read committed'; " + set(settings, true)
				: "";
	}

	private void prepare(HikariConfig pool, Map<String, String> settings) {
		prepareDriver(pool.getDataSourceProperties());
		if (!this.server.areShared()) {
			pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
			pool.setConnectionInitSql(Stream.of(pool.getConnectionInitSql(), set(settings, false))
				.filter(Objects::nonNull)
				.collect(Collectors.joining("; ")));
		}
	}

	// Both pools share these properties, because a copy of a pool's configuration does
	// not copy them.
	private void prepareDriver(Properties properties) {
		// Without this property, the driver would call a procedure with SELECT instead
		// of CALL.
		properties.put("escapeSyntaxCallMode", "callIfNoReturn");
		properties.putIfAbsent("socketTimeout", SOCKET_TIMEOUT_SECONDS);
		properties.putIfAbsent("tcpKeepAlive", "true");
		properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
		properties.putIfAbsent("ApplicationName", APPLICATION_NAME);
		if (this.server.areShared()) {
			// A statement that is prepared in one session is not known in another.
			properties.putIfAbsent("prepareThreshold", "0");
			// Otherwise the driver itself would set something in the session.
			properties.putIfAbsent("assumeMinServerVersion", SERVER_VERSION);
		}
	}

	private String set(Map<String, String> settings, boolean local) {
		Map<String, String> all = new TreeMap<>(EVERY_SESSION);
		all.putAll(settings);
		return all.entrySet()
			.stream()
			.filter((setting) -> this.server.know(setting.getKey()))
			.map((setting) -> "set_config('%s', '%s', %s)".formatted(setting.getKey(), setting.getValue(), local))
			.collect(Collectors.joining(", ", "SELECT ", ""));
	}

}
