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
 * Two pools of connections: the stagers' is Spring Boot's own, the control pool is a
 * small copy of it for the coordinator and the merge, so that neither starves the other.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/**
	 * One each for the coordinator's timer, an operator who tries a merge out, meters,
	 * and whoever else asks over HTTP; besides those that merge.
	 */
	private static final int CONTROL_CONNECTIONS = 4;

	/**
	 * What a session must have so that a client that is gone holds neither its locks nor
	 * its connection. A setting that the server does not have yet is left out.
	 */
	private static final Map<String, String> EVERY_SESSION = Map.of("client_connection_check_interval", "5s",
			"idle_in_transaction_session_timeout", "30s", "tcp_keepalives_idle", "30", "tcp_keepalives_interval", "10",
			"tcp_keepalives_count", "3", "application_name", "kafka-to-jdbc-batch");

	/**
	 * A poll is staged in milliseconds. Its commit need not reach the disk: rows and
	 * ledger are lost together, and then read again from Kafka.
	 */
	private static final Map<String, String> STAGING_SESSION = Map.of("synchronous_commit", "off", "lock_timeout",
			"10s", "transaction_timeout", "60s");

	/**
	 * Whoever has to wait for longer than that is told so, or tries again. The procedure
	 * may wait as long as it likes.
	 */
	private static final Map<String, String> CONTROL_SESSION = Map.of("lock_timeout", "5s");

	/**
	 * A server that is gone without a word does not answer for longer than any poll may
	 * take. A merge sets a longer one for its transaction.
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
		// Only PostgreSQL's own codes tell a lock that was not available from other
		// errors.
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
		// Locks are taken in one statement and the state they guard is read in the next:
		// a transaction with one snapshot for both would read a state from before the
		// lock.
		pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		// Both pools share them: the copy of a configuration is not one of these.
		Properties properties = pool.getDataSourceProperties();
		// Without it the driver would SELECT what it is to CALL.
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
