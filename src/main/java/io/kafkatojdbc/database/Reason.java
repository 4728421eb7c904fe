package io.kafkatojdbc.database;

import java.sql.SQLException;

import org.springframework.core.NestedExceptionUtils;

/** Says in a sentence why something failed, for logs, health and the API. */
public final class Reason {

	private Reason() {
	}

	/**
	 * Says why something failed. What the database says comes first, and what it was that
	 * kept the driver from asking it follows.
	 * @param failure what was thrown
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
