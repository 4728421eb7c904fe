package io.kafkatojdbc.topic;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports whether the broker answers for the topic, and whether the topic is still the
 * topic that the ledger knows.
 */
@Component
class KafkaHealthIndicator implements HealthIndicator {

	private final TopicWatch topic;

	KafkaHealthIndicator(TopicWatch topic) {
		this.topic = topic;
	}

	@Override
	public Health health() {
		return this.topic.whatIsWrong()
			.map((reason) -> Health.down().withDetail("reason", reason).build())
			.orElseGet(() -> Health.up().build());
	}

}
