package io.kafkatojdbc.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.pipeline.Pipeline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts and times the merges of this instance. All meters in this list have a label
 * {@code reason}, the reason why the batch was sealed:
 * <ul>
 * <li>{@code ingest.merge}: attempts to merge, by {@code outcome}: {@code merged} or
 * {@code failed};
 * <li>{@code ingest.batches.finished}: finished batches, by {@code outcome}:
 * {@code merged} or {@code set_aside}. The number of batches with the outcome
 * {@code merged} equals the number of {@code ingest.merge} with the outcome
 * {@code merged}. A batch with the outcome {@code set_aside} may be merged later and is
 * then counted again;
 * <li>{@code ingest.batch.wait}: how long the oldest row of a batch had waited when its
 * successful merge began. The count of this timer equals the count of
 * {@code ingest.merge} with the outcome {@code merged}, without the batches that were set
 * aside before.
 * </ul>
 * Two more counters have no label {@code reason}: {@code ingest.merge.rows} counts the
 * staged rows of merged batches, and {@code ingest.reconciliation.differences} counts
 * merges that were stopped because a batch has differences.
 */
@Component
class MergeMeters {

	private static final String MERGED = "merged";

	private static final String SET_ASIDE = "set_aside";

	private static final String FAILED = "failed";

	private final MeterRegistry registry;

	private final Tags pipeline;

	private final MergeTimers timers;

	private final Counter rows;

	private final Counter differences;

	MergeMeters(MeterRegistry registry, Pipeline pipeline) {
		this.registry = registry;
		this.pipeline = pipeline.tags();
		this.timers = new MergeTimers(registry, this.pipeline);
		this.rows = registry.counter("ingest.merge.rows", this.pipeline);
		this.differences = registry.counter("ingest.reconciliation.differences", this.pipeline);
		Stream.of(SealReason.values()).forEach(this::register);
	}

	/**
	 * Registers the meters at the start, so that alerts can use them before their first
	 * count.
	 */
	private void register(SealReason reason) {
		Stream.of(MERGED, FAILED).forEach((outcome) -> this.timers.merge(reason, outcome));
		Stream.of(MERGED, SET_ASIDE).forEach((outcome) -> finished(reason, outcome));
		this.timers.waiting(reason);
	}

	void merged(Batch batch, Duration taken) {
		this.timers.merge(batch.reason(), MERGED).record(taken);
		finished(batch.reason(), MERGED).increment();
		this.rows.increment((double) batch.rows());
	}

	/** Measures how old a merged batch was when its merge began. */
	void waited(Batch batch, Instant mergeBegan) {
		Instant firstStaged = batch.times().firstStaged();
		if (firstStaged != null) {
			this.timers.waiting(batch.reason()).record(Duration.between(firstStaged, mergeBegan));
		}
	}

	void failed(Batch batch, Duration taken) {
		this.timers.merge(batch.reason(), FAILED).record(taken);
	}

	void setAside(Batch batch) {
		finished(batch.reason(), SET_ASIDE).increment();
	}

	void doesNotAddUp() {
		this.differences.increment();
	}

	private Counter finished(@Nullable SealReason reason, String outcome) {
		return this.registry.counter("ingest.batches.finished",
				this.pipeline.and("outcome", outcome, "reason", String.valueOf(reason)));
	}

}
