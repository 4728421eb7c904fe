package io.kafkatojdbc.consumer;

import org.apache.kafka.common.KafkaException;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells whether the broker answers for the topic. */
@Component
class KafkaHealthIndicator implements HealthIndicator {

	private final Topic topic;

	KafkaHealthIndicator(Topic topic) {
		this.topic = topic;
	}

	@Override
	public Health health() {
		try {
			this.topic.check();
			return Health.up().build();
		}
		catch (KafkaException ex) {
			return Health.down().withDetail("reason", "Kafka: " + ex.getMessage()).build();
		}
	}

}
