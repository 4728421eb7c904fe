package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.kafkatojdbc.batch.MergeFailure.Kind;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchLedger;
import io.kafkatojdbc.ledger.BatchPart;
import io.kafkatojdbc.ledger.DifferencesException;
import io.kafkatojdbc.ledger.ErrorLadder;
import io.kafkatojdbc.ledger.MergeLedger;
import io.kafkatojdbc.ledger.MergeTrials;
import io.kafkatojdbc.ledger.Reason;
import io.kafkatojdbc.ledger.Reconciliation;
import io.kafkatojdbc.ledger.SliceLedger;
import io.kafkatojdbc.merge.MergeProcedure;
import io.kafkatojdbc.merge.MergeProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** What an operator can find out of a batch, and do with one that can't be merged. */
@Component
class BatchRepairs {

	private static final Logger log = LoggerFactory.getLogger(BatchRepairs.class);

	private final BatchHistory history;

	private final BatchLedger ledger;

	private final MergeLedger merges;

	private final SliceLedger slices;

	private final MergeTrials trials;

	private final Reconciliation reconciliation;

	private final MergeProcedure procedure;

	private final MergeProperties properties;

	private final BatchMeters meters;

	BatchRepairs(BatchHistory history, BatchLedger ledger, MergeLedger merges, SliceLedger slices, MergeTrials trials,
			Reconciliation reconciliation, MergeProcedure procedure, MergeProperties properties, BatchMeters meters) {
		this.history = history;
		this.ledger = ledger;
		this.merges = merges;
		this.slices = slices;
		this.trials = trials;
		this.reconciliation = reconciliation;
		this.procedure = procedure;
		this.properties = properties;
		this.meters = meters;
	}

	/** Tells all about a batch. */
	BatchDetails details(long number) {
		Batch batch = find(number);
		List<BatchPart> parts = undisturbed(() -> this.reconciliation.parts(batch));
		Batch after = find(number);
		// A batch that went on meanwhile is not where its rows were looked for.
		return (after.state() == batch.state()) ? BatchDetails.of(after, parts, this.slices.find(number))
				: details(number);
	}

	/** Has a failed batch merged again now. */
	Batch retry(long number, boolean acceptDifferences) {
		find(number);
		if (!undisturbed(() -> this.merges.tryNow(number, acceptDifferences))) {
			throw BatchStateException.of(find(number), "merged again", "FAILED");
		}
		log.info("Batch {} is merged again{}", number, acceptDifferences ? ", although it may not add up" : "");
		return find(number);
	}

	/** Merges a batch and takes it back. */
	DryRunResult dryRun(long number) {
		find(number);
		return undisturbed(() -> this.trials.dryRun(number, this.procedure::merge))
			.map((trial) -> DryRunResult.of(trial, this.properties.timeout()))
			.orElseThrow(() -> BatchStateException.of(find(number), "tried out", "SEALED, FAILED or SET_ASIDE"));
	}

	/** Finds the rows that a batch's merge fails for. */
	CulpritResult findCulprit(long number) {
		find(number);
		return undisturbed(() -> this.trials.findCulprit(number, this.properties.timeout(), this.procedure::merge))
			.map((culprit) -> CulpritResult.of(culprit, this.properties.timeout()))
			.orElseThrow(() -> BatchStateException.of(find(number), "searched", "SEALED, FAILED or SET_ASIDE"));
	}

	/** Takes a batch out of the way of later ones. */
	Batch setAside(long number) {
		find(number);
		if (!undisturbed(() -> this.ledger.setAside(number))) {
			throw BatchStateException.of(find(number), "set aside", "FAILED or SEALED");
		}
		Batch batch = find(number);
		this.meters.setAside(batch);
		log.warn("Batch {} set aside with its {} rows", number, batch.rows());
		return batch;
	}

	/** Merges a batch that was set aside. */
	Batch mergeSetAside(long number, boolean acceptDifferences) {
		Batch batch = find(number);
		long start = System.nanoTime();
		try {
			if (this.merges.mergeSetAside(number, acceptDifferences, this.procedure::merge).isEmpty()) {
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
		MergeFailure failure = MergeFailure.of(ex, this.properties.timeout());
		if (failure.kind() == Kind.PASSING) {
			return ex;
		}
		if (failure.kind() == Kind.UNCALLED) {
			this.meters.doesNotAddUp();
		}
		log.error("Merge of batch {} failed, and it stays set aside: {}", number, failure.error());
		this.merges.failed(number, failure.error(), failure.kind() != Kind.UNCALLED, null);
		return BatchStateException.stillSetAside(number, failure.error());
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
		catch (DataAccessException ex) {
			throw ErrorLadder.passes(ex) ? ex : BatchStateException.refused(Reason.of(ex));
		}
	}

}
