package io.kafkatojdbc.batch;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.pipeline.Pipeline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts the batches that this instance has sealed. The counter is
 * {@code ingest.batches.sealed} by {@code reason}.
 */
@Component
class BatchMeters {

	private final Map<SealReason, Counter> sealed = new EnumMap<>(SealReason.class);

	BatchMeters(MeterRegistry registry, Pipeline pipeline) {
		for (SealReason reason : SealReason.values()) {
			this.sealed.put(reason,
					registry.counter("ingest.batches.sealed", pipeline.tags().and("reason", reason.name())));
		}
	}

	void sealed(SealReason reason) {
		Objects.requireNonNull(this.sealed.get(reason)).increment();
	}

}
