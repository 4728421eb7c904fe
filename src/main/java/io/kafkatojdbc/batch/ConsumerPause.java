package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Holds the pipeline's consumers back while a batch is on its way into the target table.
 * This is flow control only: what a consumer still stages goes into the next batch.
 */
@Component
public class ConsumerPause {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPause.class);

	private final KafkaListenerEndpointRegistry registry;

	/** The ids of the containers of this pipeline; the registry may have others. */
	private final Set<String> consumers = new CopyOnWriteArraySet<>();

	private volatile @Nullable Long pausedSince;

	ConsumerPause(KafkaListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Has a consumer pause and resume with the others from now on. If they are paused, so
	 * is the new one.
	 * @param consumer the id of its listener container
	 */
	public void join(String consumer) {
		this.consumers.add(consumer);
		if (isPaused()) {
			container(consumer).ifPresent(MessageListenerContainer::pause);
		}
	}

	/**
	 * Forgets a consumer.
	 * @param consumer the id of its listener container
	 */
	public void leave(String consumer) {
		this.consumers.remove(consumer);
	}

	/**
	 * Returns whether consumers pause because a batch is on its way into the target
	 * table.
	 * @return whether a consumer that starts now has to start paused
	 */
	public boolean isPaused() {
		return this.pausedSince != null;
	}

	/** Returns for how long consumers have been paused; not at all if they are not. */
	Duration pausedFor() {
		Long since = this.pausedSince;
		return (since != null) ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
	}

	void pause() {
		if (this.pausedSince == null) {
			this.pausedSince = System.nanoTime();
			log.debug("Consumers pause");
		}
		// Again at every call: a container may have been replaced since the last one.
		containers().forEach(MessageListenerContainer::pause);
	}

	void resume() {
		if (this.pausedSince != null) {
			this.pausedSince = null;
			log.debug("Consumers resume");
		}
		containers().filter(MessageListenerContainer::isPauseRequested).forEach(MessageListenerContainer::resume);
	}

	private Stream<MessageListenerContainer> containers() {
		return this.consumers.stream().map(this::container).flatMap(Optional::stream);
	}

	private Optional<MessageListenerContainer> container(String consumer) {
		return Optional.ofNullable(this.registry.getListenerContainer(consumer));
	}

}
