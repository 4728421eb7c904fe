package io.kafkatojdbc.consumer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import io.kafkatojdbc.StartException;
import io.kafkatojdbc.batch.BatchCoordinator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The named consumers of this instance. Each is a listener container of its own, and
 * takes part in the pipeline's consumer group.
 */
@Component
class Consumers implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Consumers.class);

	/** How often to look whether a consumer has to be made anew. */
	private static final long RENEW_MILLIS = 200;

	private final KafkaListenerEndpointRegistry registry;

	private final ObjectProvider<StagingListener> listeners;

	private final LedgerConsumerFactory factory;

	private final ConsumerSettings settings;

	private final BatchCoordinator coordinator;

	private final ConsumerProperties properties;

	private final int limit;

	/** Records staged, by consumer. */
	private final Map<String, AtomicLong> consumers = new LinkedHashMap<>();

	private final Set<String> outdated = new TreeSet<>();

	private final ScheduledExecutorService renewals = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("consumers-"));

	private @Nullable ScheduledFuture<?> renewing;

	private volatile boolean running;

	Consumers(KafkaListenerEndpointRegistry registry, ObjectProvider<StagingListener> listeners,
			@Qualifier("ledgerConsumerFactory") LedgerConsumerFactory factory, ConsumerSettings settings,
			BatchCoordinator coordinator, ConsumerProperties properties, HikariDataSource stagingPool) {
		this.registry = registry;
		// A consumer may have to be paused before it starts.
		this.registry.setAlwaysStartAfterRefresh(false);
		this.listeners = listeners;
		this.factory = factory;
		this.settings = settings;
		this.coordinator = coordinator;
		this.properties = properties;
		this.limit = stagingPool.getMaximumPoolSize();
	}

	synchronized List<String> names() {
		return List.copyOf(this.consumers.keySet());
	}

	/** Adds a consumer; one that exists stays as it is. */
	synchronized void add(String name) {
		if (this.consumers.containsKey(name)) {
			return;
		}
		if (this.consumers.size() >= this.limit) {
			throw new TooManyConsumersException(this.limit);
		}
		this.consumers.put(name, new AtomicLong());
		try {
			start(name);
		}
		catch (RuntimeException ex) {
			remove(name);
			throw ex;
		}
		log.info("Consumer {} added", name);
	}

	/** Removes a consumer; others take over its partitions. */
	synchronized void remove(String name) {
		if (this.consumers.remove(name) == null) {
			throw new UnknownConsumerException(name);
		}
		this.outdated.remove(name);
		MessageListenerContainer container = this.registry.unregisterListenerContainer(name);
		if (container != null) {
			container.stop(() -> log.info("Consumer {} removed", name));
		}
	}

	synchronized List<ConsumerStatus> status() {
		return this.consumers.keySet().stream().map(this::status).toList();
	}

	synchronized ConsumerStatus status(String name) {
		AtomicLong staged = this.consumers.get(name);
		if (staged == null) {
			throw new UnknownConsumerException(name);
		}
		return ConsumerStatus.of(name, this.properties.instanceOrHost(), staged.get(),
				this.registry.getListenerContainer(name), this.factory.positioning(name));
	}

	/**
	 * Changes settings of all consumers. They are made anew for it, one after the other
	 * and not while a batch is merged.
	 */
	synchronized void change(Map<String, @Nullable String> changes) {
		if (this.settings.change(changes)) {
			log.info("Settings changed: {}", changes.keySet());
			this.outdated.addAll(this.consumers.keySet());
		}
	}

	private void renewNext() {
		String name = nextOutdated();
		if (name == null) {
			return;
		}
		try {
			MessageListenerContainer old = this.registry.unregisterListenerContainer(name);
			if (old != null) {
				// Not restarted: its listener may still run when it says that it has
				// stopped.
				old.stop();
			}
			startAgain(name);
		}
		catch (RuntimeException ex) {
			log.error("Consumer {} can't be made anew, which is tried again", name, ex);
		}
	}

	private synchronized @Nullable String nextOutdated() {
		return (this.outdated.isEmpty() || this.coordinator.isPaused()) ? null : this.outdated.iterator().next();
	}

	private synchronized void startAgain(String name) {
		if (this.consumers.containsKey(name) && this.registry.getListenerContainer(name) == null) {
			start(name);
			log.info("Consumer {} took over changed settings", name);
		}
		this.outdated.remove(name);
	}

	private void start(String name) {
		// The listener registers its container as it is made.
		this.listeners.getObject(name, Objects.requireNonNull(this.consumers.get(name)), this.coordinator);
		MessageListenerContainer container = Objects.requireNonNull(this.registry.getListenerContainer(name));
		if (this.coordinator.isPaused()) {
			container.pause();
		}
		container.start();
	}

	@Override
	public void start() {
		this.running = true;
		this.renewing = this.renewals.scheduleWithFixedDelay(this::renewNext, RENEW_MILLIS, RENEW_MILLIS,
				TimeUnit.MILLISECONDS);
		if (this.properties.consumers().size() > this.limit) {
			throw new StartException(
					"'ingest.consumers' names %d consumers, but there are %d connections to the database for them."
						.formatted(this.properties.consumers().size(), this.limit),
					"Raise 'spring.datasource.hikari.maximum-pool-size', or name fewer.");
		}
		this.properties.consumers().forEach(this::add);
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.renewing != null) {
			this.renewing.cancel(false);
		}
		this.renewals.shutdown();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		// Starts after the coordinator, which says whether to start paused.
		return 1;
	}

}
