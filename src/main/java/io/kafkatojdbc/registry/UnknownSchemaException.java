package io.kafkatojdbc.registry;

/** Thrown if the registry says that it does not know something. */
final class UnknownSchemaException extends Exception {

	private final String what;

	/**
	 * Creates an exception.
	 * @param what what the registry does not know, in words
	 */
	UnknownSchemaException(String what) {
		super(what, null, false, false);
		this.what = what;
	}

	String what() {
		return this.what;
	}

}
