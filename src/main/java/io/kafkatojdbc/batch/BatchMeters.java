package io.kafkatojdbc.batch;

import java.time.Duration;

import io.kafkatojdbc.ledger.Batch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * Counts and times merges: {@code ingest.merge} by outcome and by the reason the batch
 * was sealed for, {@code ingest.merge.rows} the staged rows of merged batches,
 * {@code ingest.reconciliation.differences} the merges that were stopped because a batch
 * did not add up.
 */
@Component
class BatchMeters {

	private static final String DIFFERENCES = "ingest.reconciliation.differences";

	private final MeterRegistry registry;

	BatchMeters(MeterRegistry registry) {
		this.registry = registry;
		// It is there to be alerted on before it ever counts.
		registry.counter(DIFFERENCES);
	}

	void merged(Batch batch, Duration taken) {
		timer(batch, "merged").record(taken);
		this.registry.counter("ingest.merge.rows").increment((double) batch.rows());
	}

	void failed(Batch batch, Duration taken) {
		timer(batch, "failed").record(taken);
	}

	void doesNotAddUp() {
		this.registry.counter(DIFFERENCES).increment();
	}

	private Timer timer(Batch batch, String outcome) {
		return this.registry.timer("ingest.merge", "outcome", outcome, "reason", String.valueOf(batch.reason()));
	}

}
