package io.kafkatojdbc.registry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows whether the schema registry answers those who need it, and why it does not. */
@Component
class RegistryHealthIndicator implements HealthIndicator {

	private final SchemaRegistry registry;

	RegistryHealthIndicator(SchemaRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Health health() {
		Health.Builder health = this.registry.status()
			.problem()
			.map((reason) -> Health.down().withDetail("reason", reason))
			.orElseGet(Health::up);
		return this.registry.urls().isEmpty() ? health.build()
				: health.withDetail("url", String.join(",", this.registry.urls()))
					.withDetail("schemas", this.registry.size())
					.build();
	}

}
