package io.kafkatojdbc.ledger;

/** The reason why a batch was complete. */
public enum SealReason {

	/** The batch had enough rows. */
	ROWS,

	/** The oldest row of the batch had waited long enough. */
	AGE,

	/**
	 * No row had been staged for a while, and no record was left to read in the topic.
	 */
	QUIET,

	/** A user asked for the batch to be sealed. */
	MANUAL

}
