package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows whether batches reach the target table, and why they do not. */
@Component
class MergeHealthIndicator implements HealthIndicator {

	private final BatchCoordinator coordinator;

	private final ConsumerPause consumers;

	private final Duration mergeTimeout;

	MergeHealthIndicator(BatchCoordinator coordinator, ConsumerPause consumers, Pipeline pipeline) {
		this.coordinator = coordinator;
		this.consumers = consumers;
		this.mergeTimeout = pipeline.merge().timeout();
	}

	@Override
	public Health health() {
		return this.coordinator.lastLook()
			.whatIsWrong()
			.or(this::longPause)
			.map((reason) -> Health.down().withDetail("reason", reason).build())
			.orElseGet(() -> Health.up().build());
	}

	private Optional<String> longPause() {
		Duration paused = this.consumers.pausedFor();
		return (paused.compareTo(this.mergeTimeout) > 0) ? Optional
			.of("Consumers have been paused for %d s, which is longer than a merge may take (ingest.merge.timeout)"
				.formatted(paused.toSeconds())) : Optional.empty();
	}

}
