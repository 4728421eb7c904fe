package io.kafkatojdbc.merge;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kafkatojdbc.ledger.Batch;

/**
 * A batch with its partitions, counted again.
 *
 * @param batch the batch
 * @param parts its partitions
 * @param slices the slices it is merged in, if it is not merged as a whole
 * @param differences what does not add up, in words
 */
public record BatchDetails(@JsonUnwrapped Batch batch, List<BatchPart> parts, List<BatchSlice> slices,
		List<String> differences) {

	static BatchDetails of(Batch batch, List<BatchPart> parts, List<BatchSlice> slices) {
		return new BatchDetails(batch, parts, slices, Reconciliation.differences(parts));
	}

}
