package io.kafkatojdbc.protobuf;

/** Thrown if a schema cannot be used. */
final class SchemaException extends Exception {

	/**
	 * Creates an exception without a stack trace.
	 * @param message why the schema cannot be used
	 */
	SchemaException(String message) {
		super(message, null, false, false);
	}

}
