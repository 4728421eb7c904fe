package io.kafkatojdbc.staging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection to a real database, in an empty schema of its own. */
public final class StagingDatabase implements AutoCloseable {

	private static final DataSource SERVER = startServer();

	private final SingleConnectionDataSource connection;

	/**
	 * Connects to a schema of its own.
	 * @param schema its name
	 */
	public StagingDatabase(String schema) {
		this.connection = new SingleConnectionDataSource(DataSourceUtils.getConnection(SERVER), true);
		execute("DROP SCHEMA IF EXISTS %1$s CASCADE; CREATE SCHEMA %1$s; SET search_path = %1$s".formatted(schema));
	}

	private static DataSource startServer() {
		try {
			return EmbeddedPostgres.builder().start().getPostgresDatabase();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns access to the schema.
	 * @return a client
	 */
	public JdbcClient jdbc() {
		return JdbcClient.create(this.connection);
	}

	/**
	 * Runs SQL.
	 * @param sql the statements
	 */
	public void execute(String sql) {
		new JdbcTemplate(this.connection).execute(sql);
	}

	/**
	 * Reads a staging table.
	 * @param name its name
	 * @return the table
	 */
	public StagingTable read(String name) {
		return StagingTables.read(jdbc(), name);
	}

	long copy(CopyRows rows, StagingTable table, int slot) throws SQLException {
		try (Connection copying = this.connection.getConnection()) {
			CopyIn copy = copying.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn(new CopyLayout(table).copyInto(slot, rows.format()));
			rows.writeTo(copy);
			return copy.endCopy();
		}
	}

	@Override
	public void close() {
		this.connection.destroy();
	}

}
