package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.kafkatojdbc.batch.MergeFailure.Kind;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchLedger;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.MergeLedger;
import io.kafkatojdbc.ledger.MergeLedger.MergedRows;
import io.kafkatojdbc.merge.MergeProperties;
import io.kafkatojdbc.merge.MergeProperties.OnFailure;
import io.kafkatojdbc.trace.Trace;
import io.kafkatojdbc.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Brings one sealed batch into the target table and empties its slot. Whatever fails is
 * done again later from where the ledger says it stands.
 */
@Component
class BatchMerger {

	private static final Logger log = LoggerFactory.getLogger(BatchMerger.class);

	private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

	private final BatchLedger ledger;

	private final MergeLedger merges;

	private final SlicedMerge slicedMerge;

	private final MergeProperties properties;

	private final BatchMeters meters;

	private final Traces traces;

	BatchMerger(BatchLedger ledger, MergeLedger merges, SlicedMerge slicedMerge, MergeProperties properties,
			BatchMeters meters, Traces traces) {
		this.ledger = ledger;
		this.merges = merges;
		this.slicedMerge = slicedMerge;
		this.properties = properties;
		this.meters = meters;
		this.traces = traces;
	}

	/**
	 * Tells whether there is something to do for a batch now.
	 * @param batch a batch that is sealed, failed or merged
	 * @param now the time by the database's clock
	 * @return whether to call {@link #finish}
	 */
	boolean isDue(Batch batch, Instant now) {
		Instant nextAttempt = batch.times().nextAttempt();
		return batch.state() != BatchState.FAILED || isToBeSetAside(batch)
				|| (nextAttempt != null && !now.isBefore(nextAttempt));
	}

	private boolean isToBeSetAside(Batch batch) {
		return batch.state() == BatchState.FAILED && this.properties.onFailure() == OnFailure.SET_ASIDE
				&& batch.attempts() >= this.properties.maxAttempts();
	}

	/**
	 * Does what is left to do for a batch.
	 * @param batch a batch that is sealed, failed or merged
	 * @param now the time by the database's clock
	 * @return whether the batch is in another state now because of this call
	 */
	boolean finish(Batch batch, Instant now) {
		if (isToBeSetAside(batch)) {
			return setAside(batch);
		}
		return (batch.state() == BatchState.MERGED || merge(batch, now)) && clear(batch);
	}

	private boolean setAside(Batch batch) {
		boolean setAside = this.ledger.setAside(batch.number());
		if (setAside) {
			this.meters.setAside(batch);
			log.error("Batch {} set aside with its {} rows after {} attempts: {}", batch.number(), batch.rows(),
					batch.attempts(), batch.error());
		}
		return setAside;
	}

	private boolean merge(Batch batch, Instant now) {
		long start = System.nanoTime();
		try {
			Optional<MergedRows> merged = traced(batch);
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			merged.ifPresent((rows) -> {
				this.meters.merged(batch, taken);
				this.meters.waited(batch, now);
				log.info("Batch {} merged {} rows{} in {} s", batch.number(), batch.rows(),
						(rows.reported() != null) ? " into " + rows.reported() : "", seconds(taken));
			});
			return merged.isPresent();
		}
		catch (RuntimeException ex) {
			this.meters.failed(batch, Duration.ofNanos(System.nanoTime() - start));
			return failed(batch, ex);
		}
	}

	private Optional<MergedRows> traced(Batch batch) {
		try (Trace trace = this.traces.begin("ingest.merge")) {
			trace.tag("ingest.batch", batch.number())
				.tag("ingest.rows", batch.rows())
				.tag("ingest.reason", String.valueOf(batch.reason()));
			Optional<MergedRows> merged = trace.of(() -> this.slicedMerge.merge(batch.number()));
			merged.map(MergedRows::reported).ifPresent((rows) -> trace.tag("ingest.rows_merged", rows));
			if (merged.isEmpty()) {
				trace.forget();
			}
			return merged;
		}
	}

	private boolean failed(Batch batch, RuntimeException ex) {
		MergeFailure failure = MergeFailure.of(ex, this.properties.timeout());
		if (failure.kind() == Kind.PASSING) {
			throw ex;
		}
		if (failure.kind() == Kind.UNCALLED) {
			this.meters.doesNotAddUp();
		}
		boolean again = failure.kind() == Kind.PROCEDURE && batch.attempts() + 1 < this.properties.maxAttempts();
		Duration backOff = backOff(batch.attempts());
		log.error("Merge of batch {} failed; its {} rows stay staged{}: {}", batch.number(), batch.rows(),
				again ? " and it is tried again in " + seconds(backOff) + " s" : "", failure.error());
		this.merges.failed(batch.number(), failure.error(), failure.kind() != Kind.UNCALLED, again ? backOff : null);
		return !again;
	}

	private static Duration backOff(int failures) {
		return (failures < 6) ? Duration.ofSeconds(1L << failures) : LONGEST_BACK_OFF;
	}

	private boolean clear(Batch batch) {
		try {
			boolean cleared = this.ledger.clear(batch);
			if (cleared) {
				log.info("Batch {} cleared", batch.number());
			}
			return cleared;
		}
		catch (PessimisticLockingFailureException ex) {
			throw new IllegalStateException(
					"Batch %d is merged, but slot %d of the staging table can't be emptied while another session uses it"
						.formatted(batch.number(), batch.slot()));
		}
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
	}

}
