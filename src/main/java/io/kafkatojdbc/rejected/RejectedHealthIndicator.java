package io.kafkatojdbc.rejected;

import io.kafkatojdbc.staging.RejectionBreaker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports whether the consumers hold because too many records in a row were rejected. */
@Component
class RejectedHealthIndicator implements HealthIndicator {

	private final RejectionBreaker breaker;

	RejectedHealthIndicator(RejectionBreaker breaker) {
		this.breaker = breaker;
	}

	@Override
	public Health health() {
		return this.breaker.objection()
			.map((reason) -> Health.down().withDetail("reason", reason).build())
			.orElseGet(() -> Health.up().build());
	}

}
