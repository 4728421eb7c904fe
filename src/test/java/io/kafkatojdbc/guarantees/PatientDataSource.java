package io.kafkatojdbc.guarantees;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections for who looks at a database whose connections are scarce, and which is away
 * now and then.
 */
final class PatientDataSource extends DriverManagerDataSource {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	PatientDataSource(TestDatabase database) {
		super(database.jdbcUrl(), TestDatabase.USER, TestDatabase.USER);
	}

	@Override
	public Connection getConnection() throws SQLException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			try {
				return super.getConnection();
			}
			catch (SQLException ex) {
				if (System.nanoTime() - end > 0) {
					throw ex;
				}
				Scene.pass(Duration.ofMillis(100));
			}
		}
	}

}
