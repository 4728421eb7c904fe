package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.batch.BatchCoordinator;
import io.kafkatojdbc.batch.ConsumerPause;
import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * The named consumers of this instance. Each consumer has its own listener container and
 * is a member of the pipeline's consumer group.
 */
@Component
class Consumers {

	private static final Logger log = LoggerFactory.getLogger(Consumers.class);

	private final KafkaListenerEndpointRegistry registry;

	private final ObjectProvider<StagingListener> listeners;

	private final LedgerConsumerFactory factory;

	private final BatchCoordinator coordinator;

	private final ConsumerPause pause;

	private final Pipeline pipeline;

	private final int limit;

	private final Map<String, RestartState> consumers = new LinkedHashMap<>();

	Consumers(KafkaListenerEndpointRegistry registry, ObjectProvider<StagingListener> listeners,
			@Qualifier("ledgerConsumerFactory") LedgerConsumerFactory factory, BatchCoordinator coordinator,
			ConsumerPause pause, Pipeline pipeline, HikariDataSource stagingPool) {
		this.registry = registry;
		// A consumer may have to be paused before its container starts.
		this.registry.setAlwaysStartAfterRefresh(false);
		this.listeners = listeners;
		this.factory = factory;
		this.coordinator = coordinator;
		this.pause = pause;
		this.pipeline = pipeline;
		this.limit = stagingPool.getMaximumPoolSize();
	}

	synchronized List<String> names() {
		return List.copyOf(this.consumers.keySet());
	}

	/**
	 * Adds a consumer. A consumer that already exists stays as it is.
	 * @return whether the consumer is new
	 */
	synchronized boolean add(String name) {
		if (this.consumers.containsKey(name)) {
			return false;
		}
		if (this.consumers.size() >= this.limit) {
			throw new TooManyConsumersException(this.limit);
		}
		this.consumers.put(name, new RestartState());
		try {
			start(name);
		}
		catch (RuntimeException ex) {
			remove(name);
			throw ex;
		}
		log.info("Consumer {} added", name);
		return true;
	}

	/** Removes a consumer. Other consumers take over its partitions. */
	synchronized void remove(String name) {
		if (this.consumers.remove(name) == null) {
			throw new UnknownConsumerException(name);
		}
		this.pause.leave(name);
		this.factory.forget(name);
		MessageListenerContainer container = this.registry.unregisterListenerContainer(name);
		if (container != null) {
			container.stop(() -> log.info("Consumer {} removed", name));
		}
	}

	synchronized List<ConsumerStatus> status() {
		return this.consumers.keySet().stream().map(this::status).toList();
	}

	synchronized ConsumerStatus status(String name) {
		RestartState consumer = this.consumers.get(name);
		if (consumer == null) {
			throw new UnknownConsumerException(name);
		}
		return ConsumerStatus.of(name, this.pipeline.instanceOrHost(), consumer,
				this.registry.getListenerContainer(name), this.factory.run(name));
	}

	/**
	 * Marks all consumers for a restart. They are restarted one after the other, and not
	 * while a batch is merged.
	 */
	synchronized void renewAll(String effect) {
		this.consumers.values().forEach((consumer) -> consumer.outdated(effect));
	}

	/** Returns a consumer that must be restarted now, because it is outdated or dead. */
	synchronized Optional<String> nextToRenew() {
		this.consumers.forEach((name, consumer) -> {
			if (isDead(this.registry.getListenerContainer(name)) && !consumer.isDead()) {
				Optional<Pulse> pulse = this.factory.run(name).flatMap(ConsumerRun::pulse);
				consumer.died(pulse.map(Pulse::age).orElse(Duration.ZERO));
				log.error("Consumer {} died, and is made anew: {}", name,
						pulse.map(Pulse::died).orElse("it never started"));
			}
		});
		return this.consumers.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isToBeRenewed(this.pause.isPaused()))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private static boolean isDead(@Nullable MessageListenerContainer container) {
		return container == null || !container.isRunning() || !container.isChildRunning();
	}

	/** Restarts a consumer. If the restart fails, it is tried again after a delay. */
	void renew(String name) {
		try {
			MessageListenerContainer old = this.registry.unregisterListenerContainer(name);
			if (old != null) {
				// A new container replaces the old container. The old listener may still
				// run when its container reports that it has stopped.
				old.stop();
			}
			startAgain(name);
		}
		catch (RuntimeException | Error ex) {
			log.error("Consumer {} can't be made anew, which is tried again: {}", name, Reason.of(ex));
			log.debug("Consumer {} can't be made anew", name, ex);
			failedToRenew(name, ex);
		}
	}

	private synchronized void startAgain(String name) {
		RestartState consumer = this.consumers.get(name);
		if (consumer != null && this.registry.getListenerContainer(name) == null) {
			start(name);
			log.info("Consumer {} {}", name, consumer.renewed());
		}
	}

	private synchronized void failedToRenew(String name, Throwable cause) {
		RestartState consumer = this.consumers.get(name);
		if (consumer != null) {
			consumer.failedToRenew(Reason.of(cause));
		}
	}

	private void start(String name) {
		AtomicLong staged = Objects.requireNonNull(this.consumers.get(name)).staged();
		// The listener registers its container when it is created.
		this.listeners.getObject(name, this.pipeline.topic(), this.factory.begin(name), staged, this.coordinator);
		this.pause.join(name);
		Objects.requireNonNull(this.registry.getListenerContainer(name)).start();
	}

	/** Returns how many consumers this instance can have. */
	int limit() {
		return this.limit;
	}

	/** Returns whether no consumer is still waiting for a restart after a change. */
	synchronized boolean areUpToDate() {
		return this.consumers.values().stream().noneMatch(RestartState::isOutdated);
	}

}
