package io.kafkatojdbc.batch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
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

	private volatile @Nullable Long pausedSince;

	ConsumerPause(KafkaListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	boolean isPaused() {
		return this.pausedSince != null;
	}

	/** Tells for how long consumers have been paused; not at all if they are not. */
	Duration pausedFor() {
		Long since = this.pausedSince;
		return (since != null) ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
	}

	void pause() {
		if (this.pausedSince == null) {
			this.pausedSince = System.nanoTime();
			log.debug("Consumers pause");
		}
		// Again at every call: a consumer may have been added since the last one.
		this.registry.getListenerContainers().forEach(MessageListenerContainer::pause);
	}

	void resume() {
		if (this.pausedSince != null) {
			this.pausedSince = null;
			log.debug("Consumers resume");
		}
		this.registry.getListenerContainers()
			.stream()
			.filter(MessageListenerContainer::isPauseRequested)
			.forEach(MessageListenerContainer::resume);
	}

}
