package io.kafkatojdbc.ledger;

/**
 * The state of a batch on its way into the target table. <pre>
 *        sealed           procedure called         slot emptied
 * OPEN ---------> SEALED -----------------> MERGED ------------> CLEARED
 *                   |  ^       ^                                   ^
 *            failed |  |       | tried again                       | procedure called,
 *                   v  |       |                                   | rows removed
 *                  FAILED -----+----> SET_ASIDE -------------------+
 * </pre> Each arrow is one transaction. The transaction changes the state only if the
 * batch is in the state where the arrow starts.
 */
public enum BatchState {

	/**
	 * The batch takes the rows that are staged now. Exactly one batch of a pipeline is
	 * open.
	 */
	OPEN,

	/** The batch is complete: it takes no more rows and waits for its merge. */
	SEALED,

	/**
	 * The rows of the batch are in the target table, and still in the staging table too.
	 */
	MERGED,

	/** The batch is merged, and its slot of the staging table is empty again. */
	CLEARED,

	/** The last attempt to merge the batch failed. The rows of the batch stay staged. */
	FAILED,

	/** Later batches no longer wait for this batch. The rows of the batch are kept. */
	SET_ASIDE

}
