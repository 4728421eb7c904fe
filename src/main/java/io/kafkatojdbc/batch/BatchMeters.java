package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.SealReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts and times what this instance does with batches, by the {@code reason} they were
 * sealed for:
 * <ul>
 * <li>{@code ingest.batches.sealed};
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
class BatchMeters {

	private static final String MERGED = "merged";

	private static final String SET_ASIDE = "set_aside";

	private static final String FAILED = "failed";

	private static final Duration[] MERGE_BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
			60, 300, 900, 3600);

	private static final Duration[] WAIT_BUCKETS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900,
			3600);

	private final MeterRegistry registry;

	private final Counter rows;

	private final Counter differences;

	BatchMeters(MeterRegistry registry) {
		this.registry = registry;
		this.rows = registry.counter("ingest.merge.rows");
		this.differences = registry.counter("ingest.reconciliation.differences");
		Stream.of(SealReason.values()).forEach(this::register);
	}

	/** They are there to be alerted on before they ever count. */
	private void register(SealReason reason) {
		sealedBy(reason);
		Stream.of(MERGED, FAILED).forEach((outcome) -> merge(reason, outcome));
		Stream.of(MERGED, SET_ASIDE).forEach((outcome) -> finished(reason, outcome));
		waiting(reason);
	}

	void sealed(SealReason reason) {
		sealedBy(reason).increment();
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

	private Counter sealedBy(SealReason reason) {
		return this.registry.counter("ingest.batches.sealed", "reason", reason.name());
	}

	private Counter finished(@Nullable SealReason reason, String outcome) {
		return this.registry.counter("ingest.batches.finished", "outcome", outcome, "reason", String.valueOf(reason));
	}

	private Timer merge(@Nullable SealReason reason, String outcome) {
		return Timer.builder("ingest.merge")
			.tags("outcome", outcome, "reason", String.valueOf(reason))
			.serviceLevelObjectives(MERGE_BUCKETS)
			.register(this.registry);
	}

	private Timer waiting(@Nullable SealReason reason) {
		return Timer.builder("ingest.batch.wait")
			.tags("reason", String.valueOf(reason))
			.serviceLevelObjectives(WAIT_BUCKETS)
			.register(this.registry);
	}

	private static Duration[] seconds(double... seconds) {
		return Arrays.stream(seconds)
			.mapToObj((each) -> Duration.ofMillis(Math.round(each * 1000)))
			.toArray(Duration[]::new);
	}

}
