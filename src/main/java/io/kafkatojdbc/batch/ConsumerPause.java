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
 * Pauses the pipeline's consumers while a batch is on its way into the target table. The
 * pause is only flow control: rows that a consumer still stages go into the next batch.
 */
@Component
public class ConsumerPause {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPause.class);

	private final KafkaListenerEndpointRegistry registry;

	/**
	 * The ids of the listener containers of this pipeline. The registry may also have
	 * containers that do not belong to the pipeline.
	 */
	private final Set<String> consumers = new CopyOnWriteArraySet<>();

	private volatile @Nullable Long pausedSince;

	ConsumerPause(KafkaListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Adds a consumer, which pauses and resumes with the other consumers from now on. If
	 * the other consumers are paused, the new consumer is paused at once.
	 * @param consumer the id of its listener container
	 */
	public void join(String consumer) {
		this.consumers.add(consumer);
		if (isPaused()) {
			container(consumer).ifPresent(MessageListenerContainer::pause);
		}
	}

	/**
	 * Removes a consumer, which no longer pauses and resumes with the others.
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

	/** Returns how long the consumers have been paused; zero if they are not paused. */
	Duration pausedFor() {
		Long since = this.pausedSince;
		return (since != null) ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
	}

	void pause() {
		if (this.pausedSince == null) {
			this.pausedSince = System.nanoTime();
			log.debug("Consumers pause");
		}
		// Every call pauses all containers, because a container may have been replaced
		// since the last call.
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
