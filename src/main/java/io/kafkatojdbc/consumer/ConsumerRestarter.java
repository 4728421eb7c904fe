package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Objects;

import io.kafkatojdbc.setting.Settings;
import io.kafkatojdbc.topic.TopicWatch;
import io.kafkatojdbc.watch.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Adds the wanted consumers at start, and restarts consumers one after the other. A
 * consumer is restarted if it died or if its settings have changed. All consumers are
 * restarted once the ledger belongs to another topic.
 */
@Component
class ConsumerRestarter extends Watch {

	private static final Logger log = LoggerFactory.getLogger(ConsumerRestarter.class);

	/**
	 * The restarter stops before the listener containers, so that it does not take their
	 * regular stop for a death. A bean that depends on the containers' registry must not
	 * stop after the registry: Spring would take the stop of the bean for the stop of the
	 * registry, and would not wait for the consumers to stop.
	 */
	private static final int PHASE = AbstractMessageListenerContainer.DEFAULT_PHASE + 1;

	private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(10);

	private final Consumers consumers;

	private final WantedConsumers list;

	private final Settings settings;

	private final TopicWatch topic;

	private @Nullable String topicId;

	ConsumerRestarter(Consumers consumers, WantedConsumers list, Settings settings, TopicWatch topic) {
		super("consumers-", Duration.ofMillis(200), PHASE);
		this.consumers = consumers;
		this.list = list;
		this.settings = settings;
		this.topic = topic;
	}

	@Override
	protected void begin() {
		this.list.start();
	}

	@Override
	protected void look() {
		lookAtTopic();
		this.consumers.nextToRenew().ifPresent((name) -> {
			this.consumers.renew(name);
			this.settings.settle();
		});
	}

	@Override
	protected void failed(Throwable ex) {
		log.error("Consumers can't be looked after for now", ex);
	}

	private void lookAtTopic() {
		String known = this.topic.knownId();
		if (this.topicId != null && !Objects.equals(known, this.topicId)) {
			this.consumers.renewAll("reads the topic that was made anew");
		}
		this.topicId = (known != null) ? known : this.topicId;
	}

	@Override
	public void stop() {
		this.list.stop();
		super.stop();
		// A restart that is still under way would start its consumer after the other
		// consumers were stopped.
		if (!awaitEnd(LONGEST_RENEWAL)) {
			log.warn("A consumer is still being made anew");
		}
	}

}
