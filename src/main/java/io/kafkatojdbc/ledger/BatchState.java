package io.kafkatojdbc.ledger;

/**
 * Where a batch is on its way into the target table. <pre>
 *        sealed           procedure called         slot emptied
 * OPEN ---------> SEALED -----------------> MERGED ------------> CLEARED
 *                   |  ^       ^                                   ^
 *            failed |  |       | tried again                       | procedure called,
 *                   v  |       |                                   | rows removed
 *                  FAILED -----+----> SET_ASIDE -------------------+
 * </pre> Each arrow is one transaction, and each changes the state only where it finds
 * the state it starts from.
 */
public enum BatchState {

	/** Takes the rows that are staged now. There is exactly one. */
	OPEN,

	/** Complete: takes no more rows and waits for its merge. */
	SEALED,

	/** Its rows are in the target table; they are still in the staging table, too. */
	MERGED,

	/** Merged, and its slot of the staging table is empty again. */
	CLEARED,

	/** The last attempt to merge it failed. Its rows stay staged. */
	FAILED,

	/** Taken out of the way of later batches; its rows are kept. */
	SET_ASIDE

}
