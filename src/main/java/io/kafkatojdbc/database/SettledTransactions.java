package io.kafkatojdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Begins transactions with the settings that their sessions do not have. */
class SettledTransactions extends JdbcTransactionManager {

	private final String begin;

	SettledTransactions(DataSource dataSource, String begin) {
		super(dataSource);
		this.begin = begin;
	}

	@Override
	protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
			throws SQLException {
		super.prepareTransactionalConnection(connection, definition);
		if (!this.begin.isEmpty()) {
			try (Statement statement = connection.createStatement()) {
				statement.execute(this.begin);
			}
		}
	}

}
