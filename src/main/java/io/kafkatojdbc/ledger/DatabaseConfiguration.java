package io.kafkatojdbc.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two pools of connections: the stagers' is Spring Boot's own, the control pool is a
 * small copy of it for the coordinator and the merge, so that neither starves the other.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/** One each for the coordinator's timer, the merge, and whoever asks over HTTP. */
	private static final int CONTROL_CONNECTIONS = 3;

	/**
	 * What a session must have so that a client that is gone does not hold its locks. A
	 * setting that the server does not have yet is left out.
	 */
	private static final Map<String, String> EVERY_SESSION = Map.of("client_connection_check_interval", "5s",
			"idle_in_transaction_session_timeout", "30s", "application_name", "kafka-to-jdbc-batch");

	/**
	 * A poll is staged in milliseconds. Its commit need not reach the disk: rows and
	 * ledger are lost together, and then read again from Kafka.
	 */
	private static final Map<String, String> STAGING_SESSION = Map.of("synchronous_commit", "off", "lock_timeout",
			"10s", "transaction_timeout", "60s");

	@Bean
	static BeanPostProcessor stagingSessions() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				if (bean instanceof HikariDataSource pool && !beanName.equals("controlDataSource")) {
					Map<String, String> settings = new LinkedHashMap<>(EVERY_SESSION);
					settings.putAll(STAGING_SESSION);
					prepare(pool, settings);
				}
				return bean;
			}

		};
	}

	@Bean(defaultCandidate = false)
	@Control
	HikariDataSource controlDataSource(HikariDataSource stagingPool) {
		HikariConfig config = new HikariConfig();
		stagingPool.copyStateTo(config);
		config.setPoolName("control");
		config.setMaximumPoolSize(CONTROL_CONNECTIONS);
		config.setMinimumIdle(1);
		// Spring JDBC binds a procedure's parameters; only this mode makes the driver
		// CALL
		// it.
		config.addDataSourceProperty("escapeSyntaxCallMode", "callIfNoReturn");
		prepare(config, EVERY_SESSION);
		return new HikariDataSource(config);
	}

	@Bean(defaultCandidate = false)
	@Control
	JdbcTemplate controlJdbcTemplate(@Control HikariDataSource dataSource) {
		return new JdbcTemplate(dataSource);
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
		String wanted = settings.entrySet()
			.stream()
			.map((setting) -> "('%s', '%s')".formatted(setting.getKey(), setting.getValue()))
			.collect(Collectors.joining(", "));
		pool.setConnectionInitSql(
				"SELECT set_config(w.name, w.value, false) FROM (VALUES %s) AS w (name, value) JOIN pg_settings USING (name)"
					.formatted(wanted));
	}

}
