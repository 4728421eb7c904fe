package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Shows an operator the details of a batch, and repairs batches that cannot be merged.
 * Every method fails with a problem document if the batch does not exist, or if the state
 * of the batch does not allow the request.
 */
@Component
public class BatchRepairs {

	private static final Logger log = LoggerFactory.getLogger(BatchRepairs.class);

	private final BatchHistory history;

	private final SealedBatches batches;

	private final SetAsideMerge setAsideMerge;

	private final SlotRelease slots;

	private final BatchSlices slices;

	private final DryRuns dryRuns;

	private final Recount recount;

	private final StagedRows rows;

	private final MergeMeters meters;

	private final Duration timeout;

	BatchRepairs(BatchHistory history, SealedBatches batches, SetAsideMerge setAsideMerge, SlotRelease slots,
			BatchSlices slices, DryRuns dryRuns, Recount recount, StagedRows rows, MergeMeters meters,
			Pipeline pipeline) {
		this.history = history;
		this.batches = batches;
		this.setAsideMerge = setAsideMerge;
		this.slots = slots;
		this.slices = slices;
		this.dryRuns = dryRuns;
		this.recount = recount;
		this.rows = rows;
		this.meters = meters;
		this.timeout = pipeline.merge().timeout();
	}

	/**
	 * Returns a batch with its partitions, whose rows and rejected records are counted
	 * again.
	 * @param number the batch's number
	 * @return the batch
	 */
	public BatchDetails details(long number) {
		Batch batch = find(number);
		List<BatchPart> parts = undisturbed(() -> this.recount.parts(batch));
		Batch after = find(number);
		// If the batch changed its state meanwhile, its rows were counted in the wrong
		// place.
		return (after.state() == batch.state()) ? BatchDetails.of(after, parts, this.slices.find(number))
				: details(number);
	}

	/**
	 * Returns the rows of a record in a batch that is not merged, as they are staged.
	 * @param number the batch's number
	 * @param place the place of the record in the topic
	 * @return the columns of the row as a JSON object, or an array of such objects if the
	 * record has several rows
	 */
	public String row(long number, RecordPlace place) {
		return this.rows.find(number, place)
			.orElseThrow(() -> new UnknownBatchException(number, place.partition(), place.offset()));
	}

	/**
	 * Makes the next attempt to merge a failed batch due now.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge the batch although it has differences
	 * @return the batch
	 */
	public Batch retry(long number, boolean acceptDifferences) {
		find(number);
		if (!undisturbed(() -> this.batches.retry(number, acceptDifferences))) {
			throw BatchStateException.of(find(number), "merged again", "FAILED");
		}
		log.info("Batch {} is merged again{}", number, acceptDifferences ? ", although it may not add up" : "");
		return find(number);
	}

	/**
	 * Merges a batch and rolls the merge back.
	 * @param number the batch's number
	 * @return the result of the merge
	 */
	public DryRunResult dryRun(long number) {
		find(number);
		return undisturbed(() -> this.dryRuns.dryRun(number)).map((trial) -> DryRunResult.of(trial, this.timeout))
			.orElseThrow(() -> BatchStateException.of(find(number), "tried out", "SEALED, FAILED or SET_ASIDE"));
	}

	/**
	 * Finds the rows that make the merge of a batch fail.
	 * @param number the batch's number
	 * @return the rows
	 */
	public CulpritResult findCulprit(long number) {
		find(number);
		return undisturbed(() -> this.dryRuns.findCulprit(number, this.timeout))
			.map((culprit) -> CulpritResult.of(culprit, this.timeout))
			.orElseThrow(() -> BatchStateException.of(find(number), "searched", "SEALED, FAILED or SET_ASIDE"));
	}

	/**
	 * Sets a batch aside, so that later batches no longer wait for it.
	 * @param number the batch's number
	 * @return the batch
	 */
	public Batch setAside(long number) {
		find(number);
		if (!undisturbed(() -> this.slots.setAside(number))) {
			throw BatchStateException.of(find(number), "set aside", "FAILED or SEALED");
		}
		Batch batch = find(number);
		this.meters.setAside(batch);
		log.warn("Batch {} set aside with its {} rows", number, batch.rows());
		return batch;
	}

	/**
	 * Merges a batch that was set aside.
	 * @param number the batch's number
	 * @param acceptDifferences whether to merge the batch although it has differences
	 * @return the batch
	 */
	public Batch mergeSetAside(long number, boolean acceptDifferences) {
		return this.setAsideMerge.merge(find(number), acceptDifferences);
	}

	private Batch find(long number) {
		return this.history.find(number).orElseThrow(() -> new UnknownBatchException(number));
	}

	private static <T> T undisturbed(Supplier<T> action) {
		try {
			return action.get();
		}
		catch (PessimisticLockingFailureException ex) {
			throw BatchStateException.busy();
		}
		catch (QueryTimeoutException ex) {
			// The count took too long, and nobody refused it.
			throw ex;
		}
		catch (DataAccessException ex) {
			throw ErrorLadder.passes(ex) ? ex : BatchStateException.refused(Reason.of(ex));
		}
	}

}
