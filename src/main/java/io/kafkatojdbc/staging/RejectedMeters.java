package io.kafkatojdbc.staging;

import io.kafkatojdbc.LastReading;
import io.kafkatojdbc.ledger.LedgerFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what became of rejected records: {@code ingest.records.retried}, those that were
 * staged after all, and {@code ingest.records.discarded}, by this instance; and
 * {@code ingest.rejected.waiting}, those of the pipeline that wait.
 * <p>
 * Summed up over all instances since the pipeline began, {@code ingest.records.rejected}
 * = {@code ingest.records.retried} + {@code ingest.records.discarded} +
 * {@code ingest.rejected.waiting}, as long as the latter is below its limit of 10,000 and
 * nobody has set the ledger back, so that records come again.
 */
@Component
class RejectedMeters {

	/** More are as bad, and would take long to count. */
	private static final int LIMIT = 10_000;

	private final LedgerFigures ledger;

	private final Counter retried;

	private final Counter discarded;

	private final LastReading<Long> waiting = new LastReading<>();

	RejectedMeters(LedgerFigures ledger, MeterRegistry registry) {
		this.ledger = ledger;
		this.retried = registry.counter("ingest.records.retried");
		this.discarded = registry.counter("ingest.records.discarded");
		Gauge.builder("ingest.rejected.waiting", () -> this.waiting.tell(Long::doubleValue))
			.description("Rejected records that wait for a decision; 10000 stands for that many or more")
			.register(registry);
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		this.waiting.update(() -> this.ledger.rejectedWaiting(LIMIT));
	}

	void retried(long records) {
		this.retried.increment((double) records);
	}

	void discarded(long records) {
		this.discarded.increment((double) records);
	}

}
