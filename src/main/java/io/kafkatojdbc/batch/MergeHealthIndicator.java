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
		return this.coordinator.situation()
			.whatIsWrong()
			.map((reason) -> Health.down().withDetail("reason", reason).build())
			.orElseGet(() -> Health.up().build());
	}

}
