package io.kafkatojdbc.database;

import java.sql.SQLException;

import org.springframework.core.NestedExceptionUtils;

/** Describes in a sentence why something failed, for logs, health and the API. */
public final class Reason {

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
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

}
