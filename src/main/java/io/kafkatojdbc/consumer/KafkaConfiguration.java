package io.kafkatojdbc.consumer;

import java.time.Duration;

import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.TopicWatch;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Creates consumers from {@code spring.kafka.*}. The values set there apply, except for
 * the settings that the service depends on.
 */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

	/** Short, so that a pause or a new position does not wait for a record. */
	private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

	/**
	 * A burst of records becomes many batches, and each batch waits once more for this
	 * timeout.
	 */
	private static final Duration POLL_TIMEOUT_WHILE_PAUSED = Duration.ofMillis(20);

	@Bean
	ConsumerSettings consumerSettings(DefaultKafkaConsumerFactory<?, ?> configured) {
		return new ConsumerSettings(ConsumerDefaults.applyTo(configured.getConfigurationProperties()));
	}

	@Bean(defaultCandidate = false)
	LedgerConsumerFactory ledgerConsumerFactory(ConsumerSettings settings, OffsetLedger ledger, LogCuts cuts,
			Stager stager, TopicWatch topic, MeterRegistry meters) {
		return new LedgerConsumerFactory(settings, ledger, cuts, stager, topic,
				new MicrometerConsumerListener<>(meters));
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(
			@Qualifier("ledgerConsumerFactory") LedgerConsumerFactory consumers) {
		ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory = new ConcurrentKafkaListenerContainerFactory<>();
		factory.setConsumerFactory(consumers);
		factory.setBatchListener(true);
		factory.setCommonErrorHandler(new PollErrorHandler());
		factory.setContainerCustomizer((container) -> container.setAlwaysClientIdSuffix(false));
		ContainerProperties properties = factory.getContainerProperties();
		// The listener acknowledges nothing, because the ledger keeps the offsets.
		properties.setAckMode(ContainerProperties.AckMode.MANUAL);
		properties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
		properties.setPollTimeout(POLL_TIMEOUT.toMillis());
		properties.setPollTimeoutWhilePaused(POLL_TIMEOUT_WHILE_PAUSED);
		properties.setAuthExceptionRetryInterval(PollErrorHandler.RETRY_INTERVAL);
		return factory;
	}

}
