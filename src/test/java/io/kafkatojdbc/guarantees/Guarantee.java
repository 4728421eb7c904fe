package io.kafkatojdbc.guarantees;

/** One of the promises of the service. */
@FunctionalInterface
interface Guarantee {

	/**
	 * Checks that the promise was kept.
	 * @throws AssertionError if it was not
	 */
	void check(Evidence evidence);

}
