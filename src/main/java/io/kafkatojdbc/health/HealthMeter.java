package io.kafkatojdbc.health;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.watch.LastReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows whether the service can do its work. The gauge {@code ingest.healthy} is 1 while
 * {@code /health} answers {@code HEALTHY}, else 0.
 */
@Component
class HealthMeter {

	private final HealthEndpoint health;

	private final LastReading<Boolean> healthy = new LastReading<>();

	HealthMeter(HealthEndpoint health, MeterRegistry registry, Pipeline pipeline) {
		this.health = health;
		Gauge.builder("ingest.healthy", () -> this.healthy.tell((healthy) -> healthy ? 1 : 0))
			.description("1 while /health answers HEALTHY, else 0")
			.tags(pipeline.tags())
			.register(registry);
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		this.healthy.update(() -> Status.UP.equals(this.health.health().getStatus()));
	}

}
