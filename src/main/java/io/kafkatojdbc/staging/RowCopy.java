package io.kafkatojdbc.staging;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

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
	 * @throws BadRowException if the database refuses or leaves out a row
	 */
	void copy(String copy, CopyRows rows) {
		execute((connection) -> {
			long copied = run(connection, copy, rows::writeTo);
			if (copied != rows.rowsNotLeftOut()) {
				throw BadRowException.leftOut();
			}
		});
	}

	/**
	 * Has the constraints that are deferred checked with each statement of the current
	 * transaction, and not only by its commit.
	 */
	void checkConstraintsAtOnce() {
		this.jdbc.execute("SET CONSTRAINTS ALL IMMEDIATE");
	}

	/**
	 * Copies rows by themselves to find those that the database refuses. The caller rolls
	 * the transaction back.
	 * @param copy the COPY statement
	 * @param rows the rows; those that are left out are not tried
	 * @param which which of the rows to try
	 * @return the rows that the database refuses
	 */
	List<BadRow> findBadRows(String copy, CopyRows rows, IntPredicate which) {
		List<BadRow> bad = new ArrayList<>();
		execute((connection) -> {
			for (int row = rows.nextRow(0); row < rows.rows(); row = rows.nextRow(row + 1)) {
				if (which.test(row)) {
					refusal(connection, copy, rows, row).map(refused(row)).ifPresent(bad::add);
				}
			}
		});
		return bad;
	}

	private static Function<Refusal, BadRow> refused(int row) {
		return (refusal) -> new BadRow(row, refusal);
	}

	private static Optional<Refusal> refusal(Connection connection, String copy, CopyRows rows, int row)
			throws SQLException {
		Savepoint savepoint = connection.setSavepoint();
		try {
			long copied = run(connection, copy, (stream) -> rows.writeRowTo(stream, row));
			connection.releaseSavepoint(savepoint);
			return (copied == 0) ? Optional.of(Refusal.LEFT_OUT) : Optional.empty();
		}
		catch (BadRowException ex) {
			connection.rollback(savepoint);
			return Optional.of(ex.refusal());
		}
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
