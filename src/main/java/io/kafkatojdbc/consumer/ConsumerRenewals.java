package io.kafkatojdbc.consumer;

import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.kafkatojdbc.setting.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Adds the consumers that are to be there at start, and makes consumers anew, one after
 * the other: those that died, those whose settings have changed, and all of them once the
 * ledger is another topic's.
 */
@Component
class ConsumerRenewals implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(ConsumerRenewals.class);

	private static final long EVERY_MILLIS = 200;

	private final Consumers consumers;

	private final ConsumerList list;

	private final Settings settings;

	private final TopicWatch topic;

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("consumers-"));

	private @Nullable String topicId;

	private @Nullable ScheduledFuture<?> ticks;

	private volatile boolean running;

	ConsumerRenewals(Consumers consumers, ConsumerList list, Settings settings, TopicWatch topic) {
		this.consumers = consumers;
		this.list = list;
		this.settings = settings;
		this.topic = topic;
	}

	private void renewNext() {
		try {
			lookAtTopic();
			this.consumers.nextToRenew().ifPresent((name) -> {
				this.consumers.renew(name);
				this.settings.settle();
			});
		}
		catch (RuntimeException | Error ex) {
			// Nothing may end the timer, or no consumer would be made anew again.
			log.error("Consumers can't be looked after for now", ex);
		}
	}

	private void lookAtTopic() {
		String known = this.topic.state().knownId();
		if (this.topicId != null && !Objects.equals(known, this.topicId)) {
			this.consumers.renewAll("reads the topic that was made anew");
		}
		this.topicId = (known != null) ? known : this.topicId;
	}

	@Override
	public void start() {
		this.running = true;
		this.list.start();
		this.ticks = this.timer.scheduleWithFixedDelay(this::renewNext, EVERY_MILLIS, EVERY_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
		this.timer.shutdown();
		try {
			// A consumer that is being made anew would be started after the others were
			// stopped.
			if (!this.timer.awaitTermination(EVERY_MILLIS * 50, TimeUnit.MILLISECONDS)) {
				log.warn("A consumer is still being made anew");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
		// Stops before the listener containers, whose end is no death then. What depends
		// on
		// their registry must not stop after it: Spring would take the end of the one for
		// that of the other, and wait for no consumer.
		return AbstractMessageListenerContainer.DEFAULT_PHASE + 1;
	}

}
