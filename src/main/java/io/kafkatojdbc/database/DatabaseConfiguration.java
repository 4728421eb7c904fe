package io.kafkatojdbc.database;

import java.util.Objects;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures three pools of database connections. The pool for staging is Spring Boot's
 * own pool. The others are small copies of that pool: the control pool for the
 * coordinator and the merge, and the pool for questions over HTTP. With several pools, no
 * side can use up the connections of another.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/**
	 * The number of control connections, without the connections for merges. There is one
	 * connection each for the coordinator's timer, for what reads in the background and
	 * for what deletes old batches, and some for changes over HTTP.
	 */
	private static final int CONTROL_CONNECTIONS = 3 + ControlConnections.CHANGES;

	@Bean
	static PoolPreparation poolPreparation() {
		return new PoolPreparation();
	}

	@Bean
	JdbcTransactionManager transactionManager(HikariDataSource stagingPool, PoolPreparation preparation) {
		return new SettledTransactions(stagingPool, preparation.settings(stagingPool)::beginOfStaging);
	}

	@Bean(name = PoolPreparation.CONTROL_POOL, defaultCandidate = false)
	@Control
	HikariDataSource controlDataSource(HikariDataSource stagingPool, PoolPreparation preparation, Pipeline pipeline,
			@Value("${spring.datasource.hikari.connection-init-sql:#{null}}") @Nullable String initSql) {
		HikariConfig config = copy(stagingPool, "control", initSql);
		config.setMaximumPoolSize(CONTROL_CONNECTIONS + pipeline.merge().parallelism());
		config.setMinimumIdle(1);
		preparation.settings(stagingPool).prepareForControl(config);
		return new HikariDataSource(config);
	}

	@Bean(name = PoolPreparation.QUESTION_POOL, defaultCandidate = false)
	@Qualifier("questions")
	HikariDataSource questionDataSource(HikariDataSource stagingPool, PoolPreparation preparation,
			@Value("${spring.datasource.hikari.connection-init-sql:#{null}}") @Nullable String initSql) {
		HikariConfig config = copy(stagingPool, "questions", initSql);
		config.setMaximumPoolSize(ControlConnections.QUESTIONS);
		config.setMinimumIdle(0);
		preparation.settings(stagingPool).prepareForQuestions(config);
		return new HikariDataSource(config);
	}

	private static HikariConfig copy(HikariDataSource stagingPool, String name, @Nullable String initSql) {
		HikariConfig config = new HikariConfig();
		stagingPool.copyStateTo(config);
		config.setPoolName(name);
		config.setConnectionInitSql(initSql);
		return config;
	}

	@Bean(defaultCandidate = false)
	@Control
	JdbcTemplate controlJdbcTemplate(@Control HikariDataSource control,
			@Qualifier("questions") HikariDataSource questions) {
		JdbcTemplate jdbc = new JdbcTemplate(new ControlConnections(control, questions));
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
	TransactionTemplate controlTransaction(@Control JdbcTemplate jdbc, HikariDataSource stagingPool,
			PoolPreparation preparation) {
		SessionSettings settings = preparation.settings(stagingPool);
		return new TransactionTemplate(new SettledTransactions(Objects.requireNonNull(jdbc.getDataSource()),
				() -> ControlConnections.isForQuestion() ? settings.beginOfQuestions() : settings.beginOfControl()));
	}

}
