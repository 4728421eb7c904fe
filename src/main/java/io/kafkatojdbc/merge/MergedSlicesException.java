package io.kafkatojdbc.merge;

/**
 * Thrown if some slices of a batch are merged already, and the procedure no longer takes
 * slices.
 */
final class MergedSlicesException extends RuntimeException {

	MergedSlicesException(long batch) {
		super(("Some slices of batch %d are merged already, and the procedure takes no slices any more: "
				+ "give it back p_slice and p_slices and retry the batch, or set the batch aside")
			.formatted(batch));
	}

}
