package io.kafkatojdbc.rejected;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.staging.RejectionBreaker;
import io.kafkatojdbc.watch.LastReading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what became of rejected records. {@code ingest.records.retried} is the number of
 * records that this instance staged or skipped by a retry, and
 * {@code ingest.records.discarded} is the number of records that it discarded.
 * {@code ingest.rejected.waiting} is the number of records of the pipeline that wait.
 * {@code ingest.rejected.holding} is 1 while this instance stages nothing because too
 * many records in a row were rejected.
 * <p>
 * Summed up over all instances since the pipeline began, {@code ingest.records.rejected}
 * = {@code ingest.records.retried} + {@code ingest.records.discarded} +
 * {@code ingest.rejected.waiting}. The equation holds while
 * {@code ingest.rejected.waiting} is below its limit of 10,000, and only if nobody has
 * set the ledger back, because records then come again.
 */
@Component
class RejectedMeters {

	/**
	 * The number at which counting stops. More waiting records are just as bad, and would
	 * take long to count.
	 */
	private static final int LIMIT = 10_000;

	private final RejectedBacklog backlog;

	private final Counter retried;

	private final Counter discarded;

	private final LastReading<Long> waiting = new LastReading<>();

	RejectedMeters(RejectedBacklog backlog, RejectionBreaker breaker, MeterRegistry registry, Pipeline pipeline) {
		this.backlog = backlog;
		this.retried = registry.counter("ingest.records.retried", pipeline.tags());
		this.discarded = registry.counter("ingest.records.discarded", pipeline.tags());
		Gauge.builder("ingest.rejected.waiting", () -> this.waiting.tell(Long::doubleValue))
			.description("Rejected records that wait for a decision; 10000 stands for that many or more")
			.tags(pipeline.tags())
			.register(registry);
		Gauge.builder("ingest.rejected.holding", breaker, (each) -> each.isHolding() ? 1 : 0)
			.description("1 while nothing is staged because too many records in a row were rejected, else 0")
			.tags(pipeline.tags())
			.register(registry);
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		this.waiting.update(() -> this.backlog.waiting(LIMIT));
	}

	void retried(long records) {
		this.retried.increment((double) records);
	}

	void discarded(long records) {
		this.discarded.increment((double) records);
	}

}
