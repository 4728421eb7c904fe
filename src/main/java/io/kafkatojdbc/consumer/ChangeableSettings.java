package io.kafkatojdbc.consumer;

import java.util.Set;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The settings of a Kafka consumer that can be changed over HTTP. They change how much a
 * consumer reads and how long it waits, and nothing else. None of them names a class, a
 * file, a server or a rule of security, because a caller must not be able to load code,
 * read files or weaken the connection to the broker.
 */
final class ChangeableSettings {

	static final String REASON = "only settings for fetching, polling, sessions, back-off, buffers and metadata can; "
			+ "set 'spring.kafka.consumer.properties.%s' in the configuration";

	private static final Set<String> KEYS = Set.of(
			// Fetching
			ConsumerConfig.FETCH_MIN_BYTES_CONFIG, ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
			ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
			// Polling
			ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
			// Sessions, with the broker and with the group
			ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
			ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
			ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
			ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
			// Back-off
			ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
			ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
			// Buffers
			ConsumerConfig.RECEIVE_BUFFER_CONFIG, ConsumerConfig.SEND_BUFFER_CONFIG,
			// Metadata
			ConsumerConfig.METADATA_MAX_AGE_CONFIG, CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
			CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG);

	private ChangeableSettings() {
	}

	static Set<String> keys() {
		return KEYS;
	}

}
