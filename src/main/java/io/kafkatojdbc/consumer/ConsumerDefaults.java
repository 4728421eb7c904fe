package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The settings of a Kafka consumer that the service depends on. */
final class ConsumerDefaults {

	private static final String OFFSETS = "offsets are kept in the ledger, in one transaction with the rows";

	private static final String BYTES = "values are parsed while they are staged";

	private static final Map<String, String> REASONS = Map.ofEntries(
			Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "the group belongs to the pipeline; set it before the start"),
			Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
					"a consumer that is made anew would be fenced by itself"),
			Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG,
					"all consumers of a group change it together; set it before the start"),
			Map.entry(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
					"all consumers of a group use the same; set it before the start"),
			Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "it is the consumer's name"),
			Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, OFFSETS),
			Map.entry(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, OFFSETS),
			Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, OFFSETS),
			Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "records of aborted transactions must not be staged"),
			Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "only an operator creates the topic anew"),
			Map.entry(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "interceptors could change or drop records"),
			Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES),
			Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES),
			Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
					"another cluster has other offsets; set it before the start"));

	private static final int METADATA_MAX_AGE_MILLIS = 30_000;

	/**
	 * Each poll is one transaction, and a transaction costs as much as a thousand small
	 * rows.
	 */
	private static final int MAX_POLL_RECORDS = 10_000;

	/**
	 * The operating system chooses the size. It would never enlarge a buffer of a fixed
	 * size.
	 */
	private static final int RECEIVE_BUFFER_OF_THE_SYSTEM = -1;

	private static final String CLASSIC = GroupProtocol.CLASSIC.name().toLowerCase(Locale.ROOT);

	private ConsumerDefaults() {
	}

	static Optional<String> reason(String key) {
		return Optional.ofNullable(REASONS.get(key));
	}

	/**
	 * Adds the settings that every consumer must have, and the defaults of the settings
	 * that are not configured.
	 */
	static Map<String, Object> applyTo(Map<String, Object> configured) {
		Map<String, Object> config = new HashMap<>();
		config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, CLASSIC);
		if (CLASSIC.equalsIgnoreCase(protocol(configured))) {
			config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
		}
		// A new partition of the topic has no owner until the metadata is refreshed.
		config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
		config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
		config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_OF_THE_SYSTEM);
		// Kafka's default reporter is JMX, which registers hundreds of beans for each
		// consumer.
		config.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
		config.putAll(configured);
		config.keySet().remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
		config.keySet().remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
		config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
		// If records are gone, an operator decides where to go on. Kafka must not choose
		// silently.
		config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		// A broker that creates topics would create a deleted topic again, empty.
		config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
		config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
		config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
		return config;
	}

	/**
	 * Returns the protocol of the group. With the protocol {@code consumer}, the broker
	 * assigns partitions, and Kafka's client refuses settings of the classic protocol.
	 */
	private static String protocol(Map<String, Object> configured) {
		return String.valueOf(configured.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, CLASSIC));
	}

}
