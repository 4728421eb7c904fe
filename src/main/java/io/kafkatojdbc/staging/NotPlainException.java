package io.kafkatojdbc.staging;

/**
 * Thrown if a record cannot be written in COPY's binary format. The record may be good or
 * bad.
 */
final class NotPlainException extends RuntimeException {

	NotPlainException() {
		super("a value is not plain", null, false, false);
	}

}
