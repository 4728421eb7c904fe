package io.kafkatojdbc.batch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells whether batches reach the target table, and if not, why. */
@Component
class MergeHealthIndicator implements HealthIndicator {

	private final BatchCoordinator coordinator;

	MergeHealthIndicator(BatchCoordinator coordinator) {
		this.coordinator = coordinator;
	}

	@Override
	public Health health() {
		Situation situation = this.coordinator.situation();
		if (situation.problem() != null) {
			return down("The coordinator can't go on: " + situation.problem());
		}
		return situation.failedBatch()
			.map((batch) -> down("Merge of batch %d failed: %s".formatted(batch.number(), batch.error())))
			.orElseGet(() -> Health.up().build());
	}

	private static Health down(String reason) {
		return Health.down().withDetail("reason", reason).build();
	}

}
