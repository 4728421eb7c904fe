package io.kafkatojdbc.rejected;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The caller of the current HTTP request. */
final class Caller {

	/** The role of callers who may see what records contain. */
	private static final String RECORDS = "records";

	private Caller() {
	}

	/** Returns whether the caller may see what records contain. */
	static boolean maySeeRecords() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().isUserInRole(RECORDS);
	}

}
