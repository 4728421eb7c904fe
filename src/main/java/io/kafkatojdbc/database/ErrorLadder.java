package io.kafkatojdbc.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Decides what caused an error of the database. There are three causes: the data of a
 * record, which is then rejected; the user's procedure, which is left to an operator
 * after some attempts; and everything else, for which the service waits and tries again.
 * <p>
 * The error codes are those in appendix A of PostgreSQL's documentation.
 */
public final class ErrorLadder {

	/**
	 * A regular expression that finds data errors: data exceptions, violated constraints
	 * and exceeded limits. It is applied to the SQLSTATE, followed by the name of the
	 * violated constraint if there is one. A violated check without a name is no data
	 * error: it is the bound of a partition, and only a mistake of this service can
	 * violate the bound.
	 */
	public static final String DATA_ERROR = "^(22|23|54)(?!514$)";

	private static final Pattern DATA = Pattern.compile(DATA_ERROR);

	/**
	 * The errors that pass by themselves: connection errors, roll-backs because of other
	 * transactions, insufficient resources, an operator's intervention except the
	 * cancelling of a statement, system errors, errors of the server's configuration, and
	 * servers that are read-only.
	 */
	private static final Pattern PASSING = Pattern.compile("(08|40|53|58|F0)...|57P..|25006");

	private static final String CONNECTION_EXCEPTION = "08";

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private ErrorLadder() {
	}

	/**
	 * Returns the server's message if the database refused the data of a row.
	 * @param ex the failure of a COPY into a slot
	 * @return the message, or empty if the data is not the cause
	 */
	public static Optional<ServerErrorMessage> dataError(SQLException ex) {
		ServerErrorMessage server = server(ex);
		return (server != null && DATA.matcher(error(server)).find()) ? Optional.of(server) : Optional.empty();
	}

	/**
	 * Returns whether the database itself failed, and not the statement. The same
	 * statement can succeed once the database works again.
	 * @param failure the exception
	 * @return whether to try again without a limit
	 */
	public static boolean passes(Throwable failure) {
		return firstWithState(failure).map((ex) -> server(ex) == null || PASSING.matcher(ex.getSQLState()).matches())
			.orElse(true);
	}

	/**
	 * Returns whether the connection was lost in the middle of a transaction. The server
	 * closes the connection of a transaction that takes too long, and the driver does not
	 * report that reason.
	 * @param failure the exception
	 * @return whether there was a connection that was lost
	 */
	public static boolean lostConnection(Throwable failure) {
		return !(failure instanceof CannotCreateTransactionException)
				&& !(failure instanceof CannotGetJdbcConnectionException)
				&& firstWithState(failure).filter((ex) -> ex.getSQLState().startsWith(CONNECTION_EXCEPTION))
					.isPresent();
	}

	/**
	 * Returns whether a lock could not be had in time.
	 * @param failure the exception
	 * @return whether another transaction held the lock for too long
	 */
	public static boolean lockTimeout(Throwable failure) {
		return firstWithState(failure).filter((ex) -> LOCK_NOT_AVAILABLE.equals(ex.getSQLState())).isPresent();
	}

	private static Optional<SQLException> firstWithState(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.filter(SQLException.class::isInstance)
			.map(SQLException.class::cast)
			.filter((ex) -> ex.getSQLState() != null)
			.findFirst();
	}

	private static @Nullable ServerErrorMessage server(SQLException ex) {
		return (ex instanceof PSQLException psql) ? psql.getServerErrorMessage() : null;
	}

	private static String error(ServerErrorMessage server) {
		return server.getSQLState() + Objects.requireNonNullElse(server.getConstraint(), "");
	}

}
