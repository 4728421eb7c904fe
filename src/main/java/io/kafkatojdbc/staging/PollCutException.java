package io.kafkatojdbc.staging;

/**
 * Thrown if a poll has more rejected records in a row than there may be. The transaction
 * is rolled back, and the records before the cut can be staged by themselves.
 */
final class PollCutException extends RuntimeException {

	private final transient Poll before;

	PollCutException(Poll before) {
		super("Too many records of the poll are rejected", null, false, false);
		this.before = before;
	}

	/** Returns the part of the poll before the cut, which may have no records. */
	Poll before() {
		return this.before;
	}

}
