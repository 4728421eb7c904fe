package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.RejectionCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * Counts the records that this instance stages, and measures the time that staging takes:
 * <ul>
 * <li>{@code ingest.records.polled} = {@code ingest.records.staged} +
 * {@code ingest.records.rejected} + {@code ingest.records.skipped}. The rejected records
 * have the tag {@code code}, and the skipped records are those that are meant to have no
 * row;
 * <li>{@code ingest.rows.staged} is the number of rows, including the rows of rejected
 * records that were retried;
 * <li>{@code ingest.poll.size} is the number of records in a poll. Its sum is
 * {@code ingest.records.polled};
 * <li>{@code ingest.stage} is the time that a poll took, with the tag {@code outcome}.
 * The count of {@code staged} is the count of {@code ingest.poll.size} plus the polls
 * without records, which only advance the ledger. A poll with the outcome {@code failed}
 * is read again;
 * <li>{@code ingest.fields.ignored} is the number of JSON fields that have no column in
 * the staging table.
 * </ul>
 */
@Component
class StagingMeters {

	private static final Duration[] STAGE_BUCKETS = { Duration.ofMillis(1), Duration.ofNanos(2_500_000),
			Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
			Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
			Duration.ofSeconds(60) };

	private static final double[] SIZE_BUCKETS = { 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000,
			50_000 };

	private final Counter polled;

	private final Counter staged;

	private final Counter skipped;

	private final Counter rows;

	private final Map<RejectionCode, Counter> rejected = new EnumMap<>(RejectionCode.class);

	private final Counter ignoredFields;

	private final DistributionSummary pollSize;

	private final Timer pollStaged;

	private final Timer pollFailed;

	StagingMeters(MeterRegistry registry, Pipeline pipeline) {
		Tags tags = pipeline.tags();
		this.polled = registry.counter("ingest.records.polled", tags);
		this.staged = registry.counter("ingest.records.staged", tags);
		this.skipped = registry.counter("ingest.records.skipped", tags);
		this.rows = registry.counter("ingest.rows.staged", tags);
		for (RejectionCode code : RejectionCode.values()) {
			this.rejected.put(code, registry.counter("ingest.records.rejected", tags.and("code", code.name())));
		}
		this.ignoredFields = registry.counter("ingest.fields.ignored", tags);
		this.pollSize = DistributionSummary.builder("ingest.poll.size")
			.baseUnit("records")
			.tags(tags)
			.serviceLevelObjectives(SIZE_BUCKETS)
			.register(registry);
		this.pollStaged = timer("staged", registry, tags);
		this.pollFailed = timer("failed", registry, tags);
	}

	private static Timer timer(String outcome, MeterRegistry registry, Tags tags) {
		return Timer.builder("ingest.stage")
			.tags(tags.and("outcome", outcome))
			.serviceLevelObjectives(STAGE_BUCKETS)
			.register(registry);
	}

	void staged(Staged poll) {
		double records = (double) poll.records() + poll.rejected().size() + poll.skipped();
		this.polled.increment(records);
		this.staged.increment(poll.records());
		this.skipped.increment(poll.skipped());
		poll.rejected().forEach((each) -> Objects.requireNonNull(this.rejected.get(each.code())).increment());
		this.ignoredFields.increment((double) poll.ignoredFields());
		if (records > 0) {
			this.pollSize.record(records);
		}
	}

	void rowsStaged(int count) {
		this.rows.increment(count);
	}

	void took(Duration taken) {
		this.pollStaged.record(taken);
	}

	void failedAfter(Duration taken) {
		this.pollFailed.record(taken);
	}

}
