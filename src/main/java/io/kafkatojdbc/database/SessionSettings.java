package io.kafkatojdbc.database;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariConfig;

/** The settings of the sessions that a pool opens in the database. */
final class SessionSettings {

	/**
	 * The settings of every session. With them, a client that is gone holds neither its
	 * locks nor its connection. A setting that an older server does not know is left out.
	 */
	private static final Map<String, String> EVERY_SESSION = Map.of("client_connection_check_interval", "5s",
			"idle_in_transaction_session_timeout", "30s", "tcp_keepalives_idle", "30", "tcp_keepalives_interval", "10",
			"tcp_keepalives_count", "3", "application_name", "kafka-to-jdbc-batch");

	/**
	 * The settings of sessions that stage rows. A poll is staged in milliseconds. Its
	 * commit does not have to reach the disk: a crash of the database loses rows and
	 * ledger entries together, and the records are then read from Kafka again.
	 */
	private static final Map<String, String> STAGING_SESSION = Map.of("synchronous_commit", "off", "lock_timeout",
			"10s", "transaction_timeout", "60s");

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

	private SessionSettings() {
	}

	/**
	 * Gives a pool that has no connections yet the settings of sessions that stage rows.
	 */
	static void prepareForStaging(HikariConfig pool) {
		prepare(pool, STAGING_SESSION);
	}

	/** Gives a pool that has no connections yet the settings of control sessions. */
	static void prepareForControl(HikariConfig pool) {
		prepare(pool, CONTROL_SESSION);
	}

	/**
	 * Gives a pool that has no connections yet the settings of sessions for questions.
	 */
	static void prepareForQuestions(HikariConfig pool) {
		prepare(pool, QUESTION_SESSION);
	}

	private static void prepare(HikariConfig pool, Map<String, String> settings) {
		// One statement takes a lock, and the next statement reads the state that the
		// lock guards. A transaction with one snapshot for both statements would read a
		// state from before the lock.
		pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		prepareDriver(pool);
		pool.setConnectionInitSql(Stream.of(pool.getConnectionInitSql(), initSql(settings))
			.filter(Objects::nonNull)
			.collect(Collectors.joining("; ")));
	}

	private static void prepareDriver(HikariConfig pool) {
		// Both pools share these properties, because a copy of a pool's configuration
		// does not copy them.
		Properties properties = pool.getDataSourceProperties();
		// Without this property, the driver would call a procedure with SELECT instead
		// of CALL.
		properties.put("escapeSyntaxCallMode", "callIfNoReturn");
		properties.putIfAbsent("socketTimeout", SOCKET_TIMEOUT_SECONDS);
		properties.putIfAbsent("tcpKeepAlive", "true");
		properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
	}

	private static String initSql(Map<String, String> settings) {
		String wanted = Stream.of(EVERY_SESSION, settings)
			.flatMap((each) -> each.entrySet().stream())
			.map((setting) -> "('%s', '%s')".formatted(setting.getKey(), setting.getValue()))
			.collect(Collectors.joining(", "));
		return "SELECT set_config(w.name, w.value, false) FROM (VALUES %s) AS w (name, value) JOIN pg_settings USING (name)"
			.formatted(wanted);
	}

}
