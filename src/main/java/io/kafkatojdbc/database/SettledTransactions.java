package io.kafkatojdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Begins transactions with the settings that their sessions do not have. */
class SettledTransactions extends JdbcTransactionManager {

	private final Supplier<String> beginning;

	SettledTransactions(DataSource dataSource, Supplier<String> beginning) {
		super(dataSource);
		this.beginning = beginning;
	}

	@Override
	protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
			throws SQLException {
		super.prepareTransactionalConnection(connection, definition);
		String begin = this.beginning.get();
		if (!begin.isEmpty()) {
			try (Statement statement = connection.createStatement()) {
				statement.execute(begin);
			}
		}
	}

}
