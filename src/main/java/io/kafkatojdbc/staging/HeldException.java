package io.kafkatojdbc.staging;

/**
 * Thrown if records are not staged because too many records in a row were rejected. The
 * records before may be staged.
 */
public final class HeldException extends RuntimeException {

	HeldException() {
		super("Too many records in a row were rejected", null, false, false);
	}

}
