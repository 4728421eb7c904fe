package io.kafkatojdbc.consumer;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.kafkatojdbc.batch.BatchCoordinator;
import io.kafkatojdbc.batch.ConsumerPause;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Starts and stops the listener containers of named consumers. */
@Component
class ConsumerContainers {

	private final KafkaListenerEndpointRegistry registry;

	private final ObjectProvider<StagingListener> listeners;

	private final LedgerConsumerFactory factory;

	private final BatchCoordinator coordinator;

	private final ConsumerPause pause;

	private final Pipeline pipeline;

	ConsumerContainers(KafkaListenerEndpointRegistry registry, ObjectProvider<StagingListener> listeners,
			@Qualifier("ledgerConsumerFactory") LedgerConsumerFactory factory, BatchCoordinator coordinator,
			ConsumerPause pause, Pipeline pipeline) {
		this.registry = registry;
		// A consumer may have to be paused before its container starts.
		this.registry.setAlwaysStartAfterRefresh(false);
		this.listeners = listeners;
		this.factory = factory;
		this.coordinator = coordinator;
		this.pause = pause;
		this.pipeline = pipeline;
	}

	/** Starts a container. The listener adds to the number of staged records. */
	void start(String name, AtomicLong staged) {
		// The listener registers its container when it is created.
		this.listeners.getObject(name, this.pipeline.topic(), this.factory.begin(name), staged, this.coordinator);
		this.pause.join(name);
		Objects.requireNonNull(this.registry.getListenerContainer(name)).start();
	}

	/** Stops a container that a new container will replace. */
	void stop(String name) {
		MessageListenerContainer old = this.registry.unregisterListenerContainer(name);
		if (old != null) {
			// The old listener may still run when its container reports that it has
			// stopped.
			old.stop();
		}
	}

	/** Removes a container. Does not wait until the container has stopped. */
	void remove(String name, Runnable onStopped) {
		this.pause.leave(name);
		this.factory.forget(name);
		MessageListenerContainer container = this.registry.unregisterListenerContainer(name);
		if (container != null) {
			container.stop(onStopped);
		}
	}

	boolean has(String name) {
		return this.registry.getListenerContainer(name) != null;
	}

	boolean isDead(String name) {
		MessageListenerContainer container = this.registry.getListenerContainer(name);
		return container == null || !container.isRunning() || !container.isChildRunning();
	}

	/** Returns whether the consumers wait while a batch is merged. */
	boolean arePaused() {
		return this.pause.isPaused();
	}

	/** Returns the signs of life of a consumer, or empty if it never started. */
	Optional<Pulse> pulse(String name) {
		return this.factory.run(name).flatMap(ConsumerRun::pulse);
	}

	ConsumerStatus status(String name, RestartState consumer) {
		return ConsumerStatus.of(name, this.pipeline.instanceOrHost(), consumer,
				this.registry.getListenerContainer(name), this.factory.run(name));
	}

}
