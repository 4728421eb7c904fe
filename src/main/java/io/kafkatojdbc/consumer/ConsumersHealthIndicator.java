package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports whether the consumers can stage the records that they poll. If not, the report
 * gives the reason.
 */
@Component
class ConsumersHealthIndicator implements HealthIndicator {

	private final Consumers consumers;

	ConsumersHealthIndicator(Consumers consumers) {
		this.consumers = consumers;
	}

	@Override
	public Health health() {
		List<ConsumerStatus> stuck = this.consumers.status().stream().filter((consumer) -> !consumer.isWell()).toList();
		return stuck.isEmpty() ? Health.up().build()
				: Health.down()
					.withDetail("reason", stuck.stream().map(this::reason).collect(Collectors.joining("; ")))
					.build();
	}

	private String reason(ConsumerStatus consumer) {
		return "Consumer %s: %s".formatted(consumer.name(),
				Objects.requireNonNullElse(consumer.problem(), "its listener container has stopped"));
	}

}
