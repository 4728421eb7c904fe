package io.kafkatojdbc.testing;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database of a test's own.
 *
 * @param jdbcUrl where it is
 */
public record TestDatabase(String jdbcUrl) {

	/** Every test database has this user, and as its password as well. */
	public static final String USER = "test";

	/**
	 * Returns access to the database, with a new connection for every statement.
	 * @return a data source without a pool
	 */
	public DataSource dataSource() {
		return new DriverManagerDataSource(this.jdbcUrl, USER, USER);
	}

	/**
	 * Returns access to the database, with a new connection for every statement.
	 * @return a client without a pool
	 */
	public JdbcClient jdbc() {
		return JdbcClient.create(dataSource());
	}

	/**
	 * Executes one statement, or several.
	 * @param sql the statements
	 */
	public void execute(String sql) {
		new JdbcTemplate(dataSource()).execute(sql);
	}

	/**
	 * Creates the sample's tables and its procedure, with a history apart from the
	 * service's own.
	 * @return this database
	 */
	public TestDatabase withSample() {
		Flyway.configure()
			.dataSource(dataSource())
			.locations("classpath:sample")
			.table("sample_history")
			.load()
			.migrate();
		return this;
	}

}
