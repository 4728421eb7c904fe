package io.kafkatojdbc.start;

/**
 * The reason why the service cannot start, in words for the person who starts the
 * service.
 */
public class StartException extends RuntimeException {

	private final String action;

	/**
	 * Creates an exception that is shown without a stack trace.
	 * @param description what is wrong, in one sentence
	 * @param action what to change, DDL or settings included
	 */
	public StartException(String description, String action) {
		super(description);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
