package io.kafkatojdbc.staging;

import io.kafkatojdbc.ledger.OpenBatch;

/** What a caller does in the transaction that copies rows, after the rows are copied. */
@FunctionalInterface
public interface StagingWork {

	/**
	 * Does the work, and reads the layout of the slot, so that this takes no round trip
	 * of its own.
	 * @param batch the batch that took the rows
	 * @param staged what becomes of the records if the transaction is committed
	 * @param slot the quoted, qualified name of the slot that took the rows
	 * @return the layout of the slot, as {@link io.kafkatojdbc.database.TableLayout}
	 * hashes it; the transaction is rolled back if the rows were made for another layout
	 */
	long run(OpenBatch batch, Staged staged, String slot);

}
