package io.kafkatojdbc.batch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Holds the consumers back while a batch is on its way into the target table. This is
 * flow control only: what a consumer still stages goes into the next batch.
 */
@Component
class ConsumerPause {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPause.class);

	private final KafkaListenerEndpointRegistry registry;

	private volatile boolean paused;

	ConsumerPause(KafkaListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	boolean isPaused() {
		return this.paused;
	}

	void pause() {
		if (!this.paused) {
			this.paused = true;
			log.debug("Consumers pause");
		}
		// Again at every call: a consumer may have been added since the last one.
		this.registry.getListenerContainers().forEach(MessageListenerContainer::pause);
	}

	void resume() {
		if (this.paused) {
			this.paused = false;
			log.debug("Consumers resume");
		}
		this.registry.getListenerContainers()
			.stream()
			.filter(MessageListenerContainer::isPauseRequested)
			.forEach(MessageListenerContainer::resume);
	}

}
