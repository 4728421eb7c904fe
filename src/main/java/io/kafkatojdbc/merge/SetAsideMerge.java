package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.merge.MergeFailure.Kind;
import io.kafkatojdbc.pipeline.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Merges batches that were set aside, when an operator asks for it. The class measures
 * each merge, and writes a failure to the ledger.
 */
@Component
class SetAsideMerge {

	private static final Logger log = LoggerFactory.getLogger(SetAsideMerge.class);

	private final BatchHistory history;

	private final SealedBatches batches;

	private final WholeMerge wholeMerge;

	private final MergeMeters meters;

	private final Duration timeout;

	SetAsideMerge(BatchHistory history, SealedBatches batches, WholeMerge wholeMerge, MergeMeters meters,
			Pipeline pipeline) {
		this.history = history;
		this.batches = batches;
		this.wholeMerge = wholeMerge;
		this.meters = meters;
		this.timeout = pipeline.merge().timeout();
	}

	/**
	 * Merges a batch.
	 * @param batch the batch
	 * @param acceptDifferences whether to merge the batch although it has differences
	 * @return the merged batch
	 * @throws BatchStateException if the batch is not set aside, or stays set aside
	 */
	Batch merge(Batch batch, boolean acceptDifferences) {
		long number = batch.number();
		long start = System.nanoTime();
		try {
			if (this.wholeMerge.mergeSetAside(number, acceptDifferences).isEmpty()) {
				throw BatchStateException.of(find(number), "merged on its own", "SET_ASIDE");
			}
			this.meters.merged(batch, Duration.ofNanos(System.nanoTime() - start));
			log.info("Batch {}, which was set aside, merged {} rows", number, batch.rows());
			return find(number);
		}
		catch (PessimisticLockingFailureException ex) {
			throw BatchStateException.busy();
		}
		catch (DataAccessException | DifferencesException ex) {
			this.meters.failed(batch, Duration.ofNanos(System.nanoTime() - start));
			throw stillSetAside(number, ex);
		}
	}

	private RuntimeException stillSetAside(long number, RuntimeException ex) {
		MergeFailure failure = MergeFailure.of(ex, this.timeout);
		if (failure.kind() == Kind.PASSING) {
			return ex;
		}
		if (failure.kind() == Kind.UNCALLED) {
			this.meters.doesNotAddUp();
		}
		log.error("Merge of batch {} failed, and it stays set aside: {}", number, failure.error());
		this.batches.failed(number, failure.error(), failure.kind() != Kind.UNCALLED, null);
		return BatchStateException.stillSetAside(number, failure.error());
	}

	private Batch find(long number) {
		return this.history.find(number).orElseThrow(() -> new UnknownBatchException(number));
	}

}
