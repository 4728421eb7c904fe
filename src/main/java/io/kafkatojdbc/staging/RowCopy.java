package io.kafkatojdbc.staging;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Copies rows into a slot of the staging table, in the current transaction. */
@Component
class RowCopy {

	private final JdbcTemplate jdbc;

	RowCopy(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Copies all rows that are not left out.
	 * @param copy the COPY statement
	 * @param rows the rows
	 * @throws BadRowException if the database refuses a row because of its data
	 */
	void copy(String copy, CopyRows rows) {
		execute((connection) -> {
			long copied = run(connection, copy, rows::writeTo);
			if (copied != rows.rowsNotLeftOut()) {
				throw new IllegalStateException(
						"%d rows were sent to the database, and it took %d".formatted(rows.rowsNotLeftOut(), copied));
			}
		});
	}

	/**
	 * Copies each row by itself to find the rows that the database refuses. The caller
	 * rolls the transaction back.
	 * @param copy the COPY statement
	 * @param rows the rows
	 * @return the rows that the database refuses
	 */
	List<BadRow> findBadRows(String copy, CopyRows rows) {
		List<BadRow> bad = new ArrayList<>();
		execute((connection) -> {
			for (int row = rows.nextRow(0); row < rows.rows(); row = rows.nextRow(row + 1)) {
				int current = row;
				Savepoint savepoint = connection.setSavepoint();
				try {
					run(connection, copy, (stream) -> rows.writeRowTo(stream, current));
					connection.releaseSavepoint(savepoint);
				}
				catch (BadRowException ex) {
					connection.rollback(savepoint);
					bad.add(new BadRow(current, ex.code(), ex.reason()));
				}
			}
		});
		return bad;
	}

	private void execute(Work work) {
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			work.run(connection);
			return true;
		});
	}

	private static long run(Connection connection, String copy, Rows rows) throws SQLException {
		@Nullable CopyIn stream = null;
		try {
			stream = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
			rows.writeTo(stream);
			return stream.endCopy();
		}
		catch (SQLException ex) {
			throw BadRowException.of(ex).map(RuntimeException.class::cast).orElseThrow(() -> ex);
		}
		finally {
			// A connection that returns to its pool in the middle of a COPY hangs.
			if (stream != null && stream.isActive()) {
				stream.cancelCopy();
			}
		}
	}

	private interface Work {

		void run(Connection connection) throws SQLException;

	}

	private interface Rows {

		void writeTo(CopyIn stream) throws SQLException;

	}

}
