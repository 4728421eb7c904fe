package io.kafkatojdbc.bench.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection to one database. */
public final class Database implements AutoCloseable {

	/** The role that all connections use. Here PostgreSQL requires no password for it. */
	public static final String USER = "postgres";

	private static final int COPY_BUFFER = 1 << 20;

	private final String name;

	private final String url;

	private final SingleConnectionDataSource connection;

	private final JdbcTemplate template;

	Database(String name, String url) {
		this.name = name;
		this.url = url;
		this.connection = new SingleConnectionDataSource(url, USER, "", true);
		this.template = new JdbcTemplate(this.connection);
	}

	/**
	 * Opens another connection to the same database.
	 * @return the connection
	 */
	public Database another() {
		return new Database(this.name, this.url);
	}

	/**
	 * Returns the address for JDBC.
	 * @return the URL
	 */
	public String url() {
		return this.url;
	}

	String name() {
		return this.name;
	}

	/**
	 * Returns access to this connection.
	 * @return a client
	 */
	public JdbcClient jdbc() {
		return JdbcClient.create(this.template);
	}

	/**
	 * Executes one statement, or several.
	 * @param sql the statements
	 */
	public void execute(String sql) {
		this.template.execute(sql);
	}

	/**
	 * Returns the server process of this connection.
	 * @return the process id
	 */
	public long backend() {
		return jdbc().sql("SELECT pg_backend_pid()").query(Long.class).single();
	}

	/**
	 * Executes a COPY into a table.
	 * @param sql the statement
	 * @param source writes the data to be copied
	 */
	public void copyIn(String sql, CopySource source) {
		withConnection((connection) -> {
			try (OutputStream out = new BufferedOutputStream(
					new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql), COPY_BUFFER)) {
				source.writeTo(out);
			}
		});
	}

	/**
	 * Executes a COPY out of a table.
	 * @param sql the statement
	 * @param out receives the copied data
	 */
	public void copyOut(String sql, OutputStream out) {
		withConnection((connection) -> connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out));
	}

	private void withConnection(ConnectionWork work) {
		this.template.execute((ConnectionCallback<Void>) (connection) -> {
			try {
				work.with(connection);
				return null;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	@Override
	public void close() {
		this.connection.destroy();
	}

	/** Writes the data of a COPY. */
	@FunctionalInterface
	public interface CopySource {

		/**
		 * Writes all data.
		 * @param out the stream to write to
		 * @throws IOException if the database does not accept the data
		 */
		void writeTo(OutputStream out) throws IOException;

	}

	/** Uses the JDBC connection directly. */
	@FunctionalInterface
	private interface ConnectionWork {

		void with(Connection connection) throws SQLException, IOException;

	}

}
