package io.kafkatojdbc.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.pipeline.Pipeline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts and times merges of this instance, by the {@code reason} that their batch was
 * sealed for:
 * <ul>
 * <li>{@code ingest.merge}: attempts to merge, by {@code outcome}: {@code merged} or
 * {@code failed};
 * <li>{@code ingest.batches.finished} by {@code outcome}: those {@code merged} =
 * {@code ingest.merge} with that outcome; a batch that was {@code set_aside} may be
 * merged later;
 * <li>{@code ingest.batch.wait}: how long the oldest row had waited when the merge began
 * that succeeded. Its count = {@code ingest.merge} with the outcome {@code merged}, but
 * for batches that were set aside.
 * </ul>
 * Besides, {@code ingest.merge.rows}, the staged rows of merged batches, and
 * {@code ingest.reconciliation.differences}, merges that were stopped because a batch did
 * not add up.
 */
@Component
class MergeMeters {

	private static final String MERGED = "merged";

	private static final String SET_ASIDE = "set_aside";

	private static final String FAILED = "failed";

	private static final Duration[] MERGE_BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
			60, 300, 900, 3600);

	private static final Duration[] WAIT_BUCKETS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900,
			3600);

	private final MeterRegistry registry;

	private final Tags pipeline;

	private final Counter rows;

	private final Counter differences;

	MergeMeters(MeterRegistry registry, Pipeline pipeline) {
		this.registry = registry;
		this.pipeline = pipeline.tags();
		this.rows = registry.counter("ingest.merge.rows", this.pipeline);
		this.differences = registry.counter("ingest.reconciliation.differences", this.pipeline);
		Stream.of(SealReason.values()).forEach(this::register);
	}

	/** They are there to be alerted on before they ever count. */
	private void register(SealReason reason) {
		Stream.of(MERGED, FAILED).forEach((outcome) -> merge(reason, outcome));
		Stream.of(MERGED, SET_ASIDE).forEach((outcome) -> finished(reason, outcome));
		waiting(reason);
	}

	void merged(Batch batch, Duration taken) {
		merge(batch.reason(), MERGED).record(taken);
		finished(batch.reason(), MERGED).increment();
		this.rows.increment((double) batch.rows());
	}

	/** Takes note of how old a merged batch was when its merge began. */
	void waited(Batch batch, Instant mergeBegan) {
		Instant firstStaged = batch.times().firstStaged();
		if (firstStaged != null) {
			waiting(batch.reason()).record(Duration.between(firstStaged, mergeBegan));
		}
	}

	void failed(Batch batch, Duration taken) {
		merge(batch.reason(), FAILED).record(taken);
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

	private Timer merge(@Nullable SealReason reason, String outcome) {
		return Timer.builder("ingest.merge")
			.tags(this.pipeline.and("outcome", outcome, "reason", String.valueOf(reason)))
			.serviceLevelObjectives(MERGE_BUCKETS)
			.register(this.registry);
	}

	private Timer waiting(@Nullable SealReason reason) {
		return Timer.builder("ingest.batch.wait")
			.tags(this.pipeline.and("reason", String.valueOf(reason)))
			.serviceLevelObjectives(WAIT_BUCKETS)
			.register(this.registry);
	}

	private static Duration[] seconds(double... seconds) {
		return Arrays.stream(seconds)
			.mapToObj((each) -> Duration.ofMillis(Math.round(each * 1000)))
			.toArray(Duration[]::new);
	}

}
