package io.kafkatojdbc.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.MergedRows;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.merge.MergeFailure.Kind;
import io.kafkatojdbc.pipeline.MergeSettings;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.trace.Trace;
import io.kafkatojdbc.trace.Traces;
import io.kafkatojdbc.watch.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Attempts to merge a batch, in slices or as a whole. The class traces and measures each
 * attempt, and writes a failure to the ledger.
 */
@Component
class MergeAttempt {

	private static final Logger log = LoggerFactory.getLogger(MergeAttempt.class);

	private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

	static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

	private final WholeMerge wholeMerge;

	private final SlicedMerge slicedMerge;

	private final SealedBatches batches;

	private final MergeSettings settings;

	private final MergeMeters meters;

	private final Traces traces;

	MergeAttempt(WholeMerge wholeMerge, SlicedMerge slicedMerge, SealedBatches batches, Pipeline pipeline,
			MergeMeters meters, Traces traces) {
		this.wholeMerge = wholeMerge;
		this.slicedMerge = slicedMerge;
		this.batches = batches;
		this.settings = pipeline.merge();
		this.meters = meters;
		this.traces = traces;
	}

	/**
	 * Merges a batch.
	 * @param batch a batch that is sealed or failed
	 * @param now the time by the database's clock
	 * @return whether this call merged the batch
	 * @throws RuntimeException if the database failed, and not the procedure or the batch
	 */
	boolean merge(Batch batch, Instant now) {
		long start = System.nanoTime();
		long number = batch.number();
		try (Trace trace = this.traces.begin("ingest.merge")) {
			trace.tag("ingest.batch", number)
				.tag("ingest.rows", batch.rows())
				.tag("ingest.reason", String.valueOf(batch.reason()));
			Optional<MergedRows> merged = trace
				.of(() -> this.slicedMerge.isWanted(number) ? mergeInSlices(number) : this.wholeMerge.merge(number));
			merged.map(MergedRows::reported).ifPresent((rows) -> trace.tag("ingest.rows_merged", rows));
			merged.ifPresentOrElse((rows) -> merged(batch, now, rows, since(start)), trace::forget);
			return merged.isPresent();
		}
		catch (RuntimeException ex) {
			this.meters.failed(batch, since(start));
			failed(batch, ex);
			return false;
		}
	}

	private Optional<MergedRows> mergeInSlices(long number) {
		return this.slicedMerge.divide(number)
			.flatMap((slices) -> slices.isWhole() ? this.wholeMerge.merge(number)
					: this.slicedMerge.merge(number, slices));
	}

	private void merged(Batch batch, Instant now, MergedRows rows, Duration taken) {
		this.meters.merged(batch, taken);
		this.meters.waited(batch, now);
		log.info("Batch {} merged {} rows{} in {} s", batch.number(), batch.rows(),
				(rows.reported() != null) ? " into " + rows.reported() : "", seconds(taken));
	}

	private void failed(Batch batch, RuntimeException ex) {
		MergeFailure failure = MergeFailure.of(ex, this.settings.timeout());
		if (failure.kind() == Kind.PASSING) {
			throw ex;
		}
		if (failure.kind() == Kind.UNCALLED) {
			this.meters.doesNotAddUp();
		}
		boolean again = failure.kind() == Kind.PROCEDURE && batch.attempts() + 1 < this.settings.maxAttempts();
		Duration delay = BackOff.delay(SHORTEST_DELAY, LONGEST_DELAY, batch.attempts());
		log.error("Merge of batch {} failed; its {} rows stay staged{}: {}", batch.number(), batch.rows(),
				again ? " and it is tried again in " + seconds(delay) + " s" : "", failure.error());
		this.batches.failed(batch.number(), failure.error(), failure.kind() != Kind.UNCALLED, again ? delay : null);
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
	}

}
