package io.kafkatojdbc.ledger;

import org.jspecify.annotations.Nullable;

/** Calls the merge procedure. */
@FunctionalInterface
public interface MergeCall {

	/**
	 * Calls the procedure in the current transaction.
	 * @param batch the batch's number
	 * @return rows merged, if the procedure reports them
	 */
	@Nullable Long call(long batch);

}
