package io.kafkatojdbc.merge;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kafkatojdbc.ledger.Batch;

/**
 * A batch with its partitions, whose rows and rejected records were counted again.
 *
 * @param batch the batch
 * @param parts the partitions of the batch
 * @param slices the slices of the batch; empty if the batch is merged as a whole
 * @param differences the differences of the batch, in words
 */
public record BatchDetails(@JsonUnwrapped Batch batch, List<BatchPart> parts, List<BatchSlice> slices,
		List<String> differences) {

	static BatchDetails of(Batch batch, List<BatchPart> parts, List<BatchSlice> slices) {
		return new BatchDetails(batch, parts, slices, Reconciliation.differences(parts));
	}

}
