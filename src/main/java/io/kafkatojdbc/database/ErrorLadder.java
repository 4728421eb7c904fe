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
 * What an error of the database says about whose fault it is. There are three rungs: a
 * record's own data, which is rejected; what the user's procedure does, which is an
 * operator's business after some attempts; and everything else, which is waited out.
 * <p>
 * Codes are those in appendix A of PostgreSQL's documentation.
 */
public final class ErrorLadder {

	/**
	 * What is a data error, as a regular expression for the SQLSTATE and, behind it, the
	 * name of the constraint if one is violated: data exceptions, violated constraints
	 * and exceeded limits. A partition's bound has no name, and to violate it would be
	 * this service's mistake.
	 */
	public static final String DATA_ERROR = "^(22|23|54)(?!514$)";

	private static final Pattern DATA = Pattern.compile(DATA_ERROR);

	/**
	 * Connections, roll-backs for the sake of other transactions, insufficient resources,
	 * an operator's intervention but for a statement's cancelling, system errors, and
	 * servers that only read.
	 */
	private static final Pattern PASSING = Pattern.compile("(08|40|53|58|F0)...|57P..|25006");

	private static final String CONNECTION_EXCEPTION = "08";

	private ErrorLadder() {
	}

	/**
	 * Tells whether it is the data of a row that the database refused.
	 * @param ex what a COPY into a slot failed with
	 * @return the server's message if so
	 */
	public static Optional<ServerErrorMessage> dataError(SQLException ex) {
		ServerErrorMessage server = server(ex);
		return (server != null && DATA.matcher(error(server)).find()) ? Optional.of(server) : Optional.empty();
	}

	/**
	 * Tells whether the database failed, and not what it was asked to do: the same can
	 * succeed once it is back.
	 * @param failure what was thrown
	 * @return whether to try again for as long as it takes
	 */
	public static boolean passes(Throwable failure) {
		return firstWithState(failure).map((ex) -> server(ex) == null || PASSING.matcher(ex.getSQLState()).matches())
			.orElse(true);
	}

	/**
	 * Tells whether the connection was lost in the middle of a transaction. The server
	 * cuts off what takes too long, and the driver does not say that it was for that.
	 * @param failure what was thrown
	 * @return whether there was a connection, and no longer is
	 */
	public static boolean lostConnection(Throwable failure) {
		return !(failure instanceof CannotCreateTransactionException)
				&& !(failure instanceof CannotGetJdbcConnectionException)
				&& firstWithState(failure).filter((ex) -> ex.getSQLState().startsWith(CONNECTION_EXCEPTION))
					.isPresent();
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
