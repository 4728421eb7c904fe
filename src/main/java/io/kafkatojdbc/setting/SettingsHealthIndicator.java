package io.kafkatojdbc.setting;

import java.util.stream.Collectors;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports which kept settings are ignored. The service stays healthy without them. */
@Component
class SettingsHealthIndicator implements HealthIndicator {

	private final Settings settings;

	SettingsHealthIndicator(Settings settings) {
		this.settings = settings;
	}

	@Override
	public Health health() {
		String ignored = this.settings.ignored()
			.entrySet()
			.stream()
			.map((each) -> "The change of '%s' is ignored: %s".formatted(each.getKey(), each.getValue()))
			.collect(Collectors.joining("; "));
		return ignored.isEmpty() ? Health.up().build() : Health.up().withDetail("reason", ignored).build();
	}

}
