package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.database.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The named consumers of this instance. Each consumer has its own listener container and
 * is a member of the pipeline's consumer group.
 */
@Component
class Consumers {

	private static final Logger log = LoggerFactory.getLogger(Consumers.class);

	private final ConsumerContainers containers;

	private final int limit;

	private final Map<String, RestartState> consumers = new LinkedHashMap<>();

	Consumers(ConsumerContainers containers, HikariDataSource stagingPool) {
		this.containers = containers;
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
		RestartState consumer = new RestartState();
		this.consumers.put(name, consumer);
		try {
			this.containers.start(name, consumer.staged());
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
		this.containers.remove(name, () -> log.info("Consumer {} removed", name));
	}

	synchronized List<ConsumerStatus> status() {
		return this.consumers.keySet().stream().map(this::status).toList();
	}

	synchronized ConsumerStatus status(String name) {
		RestartState consumer = this.consumers.get(name);
		if (consumer == null) {
			throw new UnknownConsumerException(name);
		}
		return this.containers.status(name, consumer);
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
		this.consumers.forEach(this::noteDeath);
		return this.consumers.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isToBeRenewed(this.containers.arePaused()))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private void noteDeath(String name, RestartState consumer) {
		if (this.containers.isDead(name) && !consumer.isDead()) {
			Optional<Pulse> pulse = this.containers.pulse(name);
			consumer.died(pulse.map(Pulse::age).orElse(Duration.ZERO));
			log.error("Consumer {} died, and is made anew: {}", name,
					pulse.map(Pulse::died).orElse("it never started"));
		}
	}

	/** Restarts a consumer. If the restart fails, it is tried again after a delay. */
	void renew(String name) {
		try {
			this.containers.stop(name);
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
		if (consumer != null && !this.containers.has(name)) {
			this.containers.start(name, consumer.staged());
			log.info("Consumer {} {}", name, consumer.renewed());
		}
	}

	private synchronized void failedToRenew(String name, Throwable cause) {
		RestartState consumer = this.consumers.get(name);
		if (consumer != null) {
			consumer.failedToRenew(Reason.of(cause));
		}
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
