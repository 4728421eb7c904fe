package io.kafkatojdbc.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
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

	@Bean
	static PoolPreparation poolPreparation() {
		return new PoolPreparation();
	}

	@Bean
	JdbcTransactionManager transactionManager(HikariDataSource stagingPool, PoolPreparation preparation) {
		return new SettledTransactions(stagingPool, preparation.settings(stagingPool).beginOfStaging());
	}

	@Bean(name = PoolPreparation.CONTROL_POOL, defaultCandidate = false)
	@Control
	HikariDataSource controlDataSource(HikariDataSource stagingPool, PoolPreparation preparation, Pipeline pipeline,
			@Value("${spring.datasource.hikari.connection-init-sql:#{null}}") @Nullable String initSql) {
		HikariConfig config = new HikariConfig();
		stagingPool.copyStateTo(config);
		config.setPoolName("control");
		config.setMaximumPoolSize(CONTROL_CONNECTIONS + pipeline.merge().parallelism());
		config.setMinimumIdle(1);
		config.setConnectionInitSql(initSql);
		preparation.settings(stagingPool).prepareForControl(config);
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
	TransactionTemplate controlTransaction(@Control HikariDataSource dataSource, HikariDataSource stagingPool,
			PoolPreparation preparation) {
		return new TransactionTemplate(
				new SettledTransactions(dataSource, preparation.settings(stagingPool).beginOfControl()));
	}

}
