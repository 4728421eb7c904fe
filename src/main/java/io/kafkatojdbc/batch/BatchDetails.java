package io.kafkatojdbc.batch;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchPart;
import io.kafkatojdbc.ledger.Reconciliation;

/**
 * A batch with its partitions, counted again.
 *
 * @param batch the batch
 * @param parts its partitions
 * @param differences what does not add up, in words
 */
record BatchDetails(@JsonUnwrapped Batch batch, List<BatchPart> parts, List<String> differences) {

	static BatchDetails of(Batch batch, List<BatchPart> parts) {
		return new BatchDetails(batch, parts, Reconciliation.differences(parts));
	}

}
