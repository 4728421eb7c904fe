package io.kafkatojdbc.batch;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.kafkatojdbc.batch.BacklogFigures.Unmerged;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.watch.LastReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows how many rows of the pipeline are not in the target table, no matter which
 * instance has staged them. The meters are {@code ingest.rows.waiting} and
 * {@code ingest.batches.waiting} by {@code state}, {@code ingest.rows.set.aside} and
 * {@code ingest.batches.set.aside}; and {@code ingest.freshness} by {@code partition},
 * the time since the partition was complete in the target table.
 * <p>
 * Two equations hold with the counters of {@link BatchMeters}, of merges and of staging,
 * if every counter is summed over all instances since the pipeline began:
 * {@code ingest.rows.staged} = {@code ingest.merge.rows} + {@code ingest.rows.waiting} +
 * {@code ingest.rows.set.aside}, and {@code ingest.batches.sealed} = {@code ingest.merge}
 * with the outcome {@code merged} + {@code ingest.batches.waiting} +
 * {@code ingest.batches.set.aside}.
 */
@Component
class BacklogMeters {

	private final BacklogFigures ledger;

	private final Tags pipeline;

	private final LastReading<Map<BatchState, Unmerged>> unmerged = new LastReading<>();

	private final LastReading<Map<Integer, Double>> staleness = new LastReading<>();

	private final MultiGauge freshness;

	BacklogMeters(BacklogFigures ledger, MeterRegistry registry, Pipeline pipeline) {
		this.ledger = ledger;
		this.pipeline = pipeline.tags();
		this.freshness = MultiGauge.builder("ingest.freshness")
			.description("Time since every record of the partition was in the target")
			.baseUnit("seconds")
			.tags(this.pipeline)
			.register(registry);
		for (BatchState state : List.of(BatchState.OPEN, BatchState.SEALED, BatchState.FAILED)) {
			gauge("ingest.rows.waiting", state, Unmerged::rows).tag("state", state.name())
				.description("Rows staged and not merged, by the state of their batch")
				.register(registry);
		}
		for (BatchState state : List.of(BatchState.SEALED, BatchState.FAILED)) {
			gauge("ingest.batches.waiting", state, Unmerged::batches).tag("state", state.name())
				.description("Batches sealed and not merged")
				.register(registry);
		}
		gauge("ingest.rows.set.aside", BatchState.SET_ASIDE, Unmerged::rows)
			.description("Rows of batches that are set aside")
			.register(registry);
		gauge("ingest.batches.set.aside", BatchState.SET_ASIDE, Unmerged::batches)
			.description("Batches that are set aside")
			.register(registry);
	}

	private Gauge.Builder<?> gauge(String name, BatchState state, ToLongFunction<Unmerged> figure) {
		return Gauge
			.builder(name,
					() -> this.unmerged
						.tell((figures) -> figure.applyAsLong(figures.getOrDefault(state, new Unmerged(state, 0, 0)))))
			.tags(this.pipeline);
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		this.unmerged.update(this.ledger::unmerged);
		this.staleness.update(() -> {
			Map<Integer, Double> seconds = this.ledger.staleness();
			// The gauges get a function, so that the time goes on between two readings.
			this.freshness.register(seconds.keySet().stream().map(this::freshness).toList());
			return seconds;
		});
	}

	private Row<?> freshness(int partition) {
		return Row.of(Tags.of("partition", String.valueOf(partition)),
				() -> this.staleness.tellDuration((seconds) -> seconds.getOrDefault(partition, Double.NaN)));
	}

}
