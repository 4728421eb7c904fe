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
	 * A regular expression that finds errors that no row causes, wherever PostgreSQL
	 * places them. It is applied to the SQLSTATE, followed by the name of the violated
	 * constraint if there is one. Most of these errors pass: lost connections of this or
	 * a foreign server, a transaction that the server ends or rolls back, insufficient
	 * resources, locks and objects in use, an operator's intervention, system errors, and
	 * errors of the server's configuration. Damaged data and a damaged index need an
	 * administrator. A violated check without a name is the bound of a partition, and
	 * only a mistake of this service can violate the bound.
	 */
	public static final String NO_ROW_ERROR = "^((08|25|40|53|55|57|58|F0)|XX00[12]|HV00N|23514$)";

	private static final Pattern NO_ROW = Pattern.compile(NO_ROW_ERROR);

	/** Data exceptions, violated constraints, and exceeded limits. */
	private static final Pattern DATA = Pattern.compile("(22|23|54)...");

	/** A right that the role lacks is a right that it lacks for every row. */
	private static final String INSUFFICIENT_PRIVILEGE = "42501";

	/**
	 * The errors that pass by themselves: connection errors, roll-backs because of other
	 * transactions, insufficient resources, an operator's intervention except the
	 * cancelling of a statement, system errors, errors of the server's configuration,
	 * servers that are read-only, and transactions that the server has ended because they
	 * were idle or took too long.
	 */
	private static final Pattern PASSING = Pattern.compile("(08|40|53|58|F0)...|57P..|25006|25P0[34]");

	/**
	 * The errors of a transaction that was ended before it could finish: the connection
	 * was lost, or the server ended the statement or the transaction, for example after a
	 * time-out.
	 */
	private static final Pattern ENDED = Pattern.compile("08...|57014|25P0[34]");

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private ErrorLadder() {
	}

	/**
	 * Returns the server's message if a row may have caused an error. Types, functions
	 * and triggers raise errors of any class, so the class of the SQLSTATE alone does not
	 * say it. An error without a context, such as a missing right on the table, has
	 * nothing to do with a row.
	 * @param ex the failure of a COPY into a slot
	 * @return the message, or empty if no row is the cause
	 */
	public static Optional<ServerErrorMessage> rowError(SQLException ex) {
		return Optional.ofNullable(server(ex))
			.filter((server) -> !NO_ROW.matcher(error(server)).find())
			.filter((server) -> server.getWhere() != null || isDataError(String.valueOf(server.getSQLState())));
	}

	/**
	 * Returns whether a row certainly caused an error, and not the table.
	 * @param sqlState the SQLSTATE of an error that a row may have caused
	 * @param inColumn whether the error is in the value of a column
	 * @return whether the row is the cause
	 */
	public static boolean isOfRow(String sqlState, boolean inColumn) {
		return isDataError(sqlState) || (inColumn && !sqlState.equals(INSUFFICIENT_PRIVILEGE));
	}

	private static boolean isDataError(String sqlState) {
		return DATA.matcher(sqlState).matches();
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
	 * Returns whether a transaction was ended in the middle of its work. The server ends
	 * a statement or a transaction that takes too long. It may close the connection, and
	 * the driver then does not always report the reason.
	 * @param failure the exception
	 * @return whether there was a transaction that was ended
	 */
	public static boolean endedEarly(Throwable failure) {
		return !(failure instanceof CannotCreateTransactionException)
				&& !(failure instanceof CannotGetJdbcConnectionException)
				&& firstWithState(failure).filter((ex) -> ENDED.matcher(ex.getSQLState()).matches()).isPresent();
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
