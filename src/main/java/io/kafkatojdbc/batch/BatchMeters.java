package io.kafkatojdbc.batch;

import java.time.Duration;

import io.kafkatojdbc.ledger.Batch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * Counts and times merges: {@code ingest.merge} by outcome and by the reason the batch
 * was sealed for, {@code ingest.merge.rows} the staged rows of merged batches.
 */
@Component
class BatchMeters {

	private final MeterRegistry registry;

	BatchMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	void merged(Batch batch, Duration taken) {
		timer(batch, "merged").record(taken);
		this.registry.counter("ingest.merge.rows").increment((double) batch.rows());
	}

	void failed(Batch batch, Duration taken) {
		timer(batch, "failed").record(taken);
	}

	private Timer timer(Batch batch, String outcome) {
		return this.registry.timer("ingest.merge", "outcome", outcome, "reason", String.valueOf(batch.reason()));
	}

}
