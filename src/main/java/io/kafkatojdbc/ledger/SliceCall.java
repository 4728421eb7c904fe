package io.kafkatojdbc.ledger;

import org.jspecify.annotations.Nullable;

/** Calls the merge procedure for a slice of a batch. */
@FunctionalInterface
public interface SliceCall {

	/**
	 * Calls the procedure in the current transaction.
	 * @param batch the batch's number
	 * @param slice which of its slices, counted from 0
	 * @param slices how many there are
	 * @return rows merged, if the procedure reports them
	 */
	@Nullable Long call(long batch, int slice, int slices);

}
