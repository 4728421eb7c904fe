package io.kafkatojdbc.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import org.springframework.core.NestedExceptionUtils;

/**
 * Describes in a sentence why something failed, for logs, health and the API. Many who
 * read it may not see what records contain, so it has only those parts of PostgreSQL's
 * error that do not quote rows.
 */
public final class Reason {

	/**
	 * A line of the context that names a place in a function. In some languages, the line
	 * begins with another word. The other lines quote rows, values and statements.
	 */
	private static final Pattern FUNCTION = Pattern.compile("^(\\S*\\s?PL/pgSQL|SQL function \")");

	private Reason() {
	}

	/**
	 * Returns why something failed. The message of the database or the driver comes
	 * first. The cause of that message follows, such as the reason why the driver could
	 * not reach the database.
	 * @param failure the exception
	 * @return the reason
	 */
	public static String of(Throwable failure) {
		Throwable main = failure;
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof SQLException) {
				main = each;
			}
		}
		Throwable root = NestedExceptionUtils.getMostSpecificCause(main);
		String message = message(main);
		return (root == main || message.contains(message(root))) ? message
				: "%s (%s: %s)".formatted(message, root.getClass().getSimpleName(), message(root));
	}

	private static String message(Throwable failure) {
		if (failure instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
			return withoutRows(psql.getServerErrorMessage());
		}
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

	/**
	 * Leaves out the detail and most of the context, where PostgreSQL quotes rows and
	 * values.
	 */
	private static String withoutRows(ServerErrorMessage error) {
		StringBuilder text = new StringBuilder(error.getSeverity() + ": " + error.getMessage());
		if (error.getHint() != null) {
			text.append("\n  Hint: ").append(error.getHint());
		}
		String functions = Objects.requireNonNullElse(error.getWhere(), "")
			.lines()
			.filter((line) -> FUNCTION.matcher(line).find())
			.collect(Collectors.joining("\n"));
		return functions.isEmpty() ? text.toString() : text.append("\n  Where: ").append(functions).toString();
	}

}
