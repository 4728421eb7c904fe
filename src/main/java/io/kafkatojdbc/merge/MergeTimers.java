package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.Arrays;

import io.kafkatojdbc.ledger.SealReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** The timers of merges, with the buckets of their histograms. */
class MergeTimers {

	private static final Duration[] MERGE_BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
			60, 300, 900, 3600);

	private static final Duration[] WAIT_BUCKETS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900,
			3600);

	private final MeterRegistry registry;

	private final Tags pipeline;

	MergeTimers(MeterRegistry registry, Tags pipeline) {
		this.registry = registry;
		this.pipeline = pipeline;
	}

	/** Returns the timer of attempts to merge with an outcome. */
	Timer merge(@Nullable SealReason reason, String outcome) {
		return Timer.builder("ingest.merge")
			.tags(this.pipeline.and("outcome", outcome, "reason", String.valueOf(reason)))
			.serviceLevelObjectives(MERGE_BUCKETS)
			.register(this.registry);
	}

	/** Returns the timer of how long the oldest row of a batch had waited. */
	Timer waiting(@Nullable SealReason reason) {
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
