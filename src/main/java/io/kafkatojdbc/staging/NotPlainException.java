package io.kafkatojdbc.staging;

/** A record cannot be written in COPY's binary format, whether it is good or not. */
final class NotPlainException extends RuntimeException {

	NotPlainException() {
		super("a value is not plain", null, false, false);
	}

}
