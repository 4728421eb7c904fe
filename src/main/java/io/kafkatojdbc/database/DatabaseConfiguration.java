package io.kafkatojdbc.database;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures two pools of database connections. The pool for staging is Spring Boot's own
 * pool. The control pool is a small copy of that pool for the coordinator and the merge.
 * With two pools, neither side can use up the connections of the other.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/**
	 * The number of control connections, without the connections for merges. There is one
	 * connection each for the coordinator's timer, for an operator's dry run, for meters,
	 * and for other requests over HTTP.
	 */
	private static final int CONTROL_CONNECTIONS = 4;

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
	 * The time after which a server that does not answer counts as gone. This time is
	 * longer than the staging of a poll may take. A merge sets a longer time-out for its
	 * transaction.
	 */
	private static final String SOCKET_TIMEOUT_SECONDS = "90";

	@Bean
	static BeanPostProcessor stagingSessions() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				if (bean instanceof HikariDataSource pool && !beanName.equals("controlDataSource")) {
					prepare(pool, STAGING_SESSION);
				}
				return bean;
			}

		};
	}

	@Bean(defaultCandidate = false)
	@Control
	HikariDataSource controlDataSource(HikariDataSource stagingPool, Pipeline pipeline,
			@Value("${spring.datasource.hikari.connection-init-sql:#{null}}") @Nullable String initSql) {
		HikariConfig config = new HikariConfig();
		stagingPool.copyStateTo(config);
		config.setPoolName("control");
		config.setMaximumPoolSize(CONTROL_CONNECTIONS + pipeline.merge().parallelism());
		config.setMinimumIdle(1);
		config.setConnectionInitSql(initSql);
		prepare(config, CONTROL_SESSION);
		return new HikariDataSource(config);
	}

	@Bean(defaultCandidate = false)
	@Control
	JdbcTemplate controlJdbcTemplate(@Control HikariDataSource dataSource) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		// Only PostgreSQL's own error codes distinguish a lock that was not available
		// from other errors.
		jdbc.setExceptionTranslator(new SQLErrorCodeSQLExceptionTranslator("PostgreSQL"));
		return jdbc;
	}

	@Bean(defaultCandidate = false)
	@Control
	JdbcClient controlJdbcClient(@Control JdbcTemplate jdbc) {
		return JdbcClient.create(jdbc);
	}

	@Bean(defaultCandidate = false)
	@Control
	TransactionTemplate controlTransaction(@Control HikariDataSource dataSource) {
		return new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	private static void prepare(HikariConfig pool, Map<String, String> settings) {
		// One statement takes a lock, and the next statement reads the state that the
		// lock guards. A transaction with one snapshot for both statements would read a
		// state from before the lock.
		pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		// Both pools share these properties, because a copy of a pool's configuration
		// does not copy them.
		Properties properties = pool.getDataSourceProperties();
		// Without this property, the driver would call a procedure with SELECT instead
		// of CALL.
		properties.put("escapeSyntaxCallMode", "callIfNoReturn");
		properties.putIfAbsent("socketTimeout", SOCKET_TIMEOUT_SECONDS);
		properties.putIfAbsent("tcpKeepAlive", "true");
		properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
		String wanted = Stream.of(EVERY_SESSION, settings)
			.flatMap((each) -> each.entrySet().stream())
			.map((setting) -> "('%s', '%s')".formatted(setting.getKey(), setting.getValue()))
			.collect(Collectors.joining(", "));
		String ours = "SELECT set_config(w.name, w.value, false) FROM (VALUES %s) AS w (name, value) JOIN pg_settings USING (name)"
			.formatted(wanted);
		pool.setConnectionInitSql(Stream.of(pool.getConnectionInitSql(), ours)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("; ")));
	}

}
