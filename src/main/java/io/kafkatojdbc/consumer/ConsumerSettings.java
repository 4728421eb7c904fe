package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.kafkatojdbc.setting.InvalidSettingException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The Kafka settings of all consumers. The settings can change at run time. A change is
 * applied as a whole or not at all, and only if Kafka itself accepts it.
 */
class ConsumerSettings {

	/**
	 * The request timeout is this many milliseconds longer than the longest wait of a
	 * fetch. With a shorter timeout the consumer would give up each fetch.
	 */
	private static final int REQUEST_TIMEOUT_MARGIN = 10_000;

	private final Map<String, Object> initial;

	private volatile Map<String, String> changes = Map.of();

	ConsumerSettings(Map<String, Object> initial) {
		this.initial = Map.copyOf(initial);
	}

	/** Returns the settings with which new consumers are created. */
	Map<String, Object> effective() {
		return effective(this.changes);
	}

	/**
	 * Returns every setting with its value in effect, except passwords and the client id.
	 */
	SortedMap<String, String> describe() {
		SortedMap<String, String> described = new TreeMap<>();
		new ConsumerConfig(effective()).values().forEach((key, value) -> {
			if (value != null && isForEverybody(key)) {
				described.put(key, ConfigDef.convertToString(value, SettingDefinitions.type(key)));
			}
		});
		return described;
	}

	private static boolean isForEverybody(String key) {
		return SettingDefinitions.type(key) != ConfigDef.Type.PASSWORD && !key.equals(ConsumerConfig.CLIENT_ID_CONFIG);
	}

	/**
	 * Refuses changes with which Kafka creates no consumer. Also refuses secrets, because
	 * changes are stored in the database.
	 */
	void check(Map<String, String> changes) {
		changes.forEach(SettingDefinitions::check);
		Optional<String> problem = problemOf(changes);
		if (problem.isPresent() && problemOf(Map.of()).isPresent()) {
			// The initial settings fail as well, so the changes are not the cause. For
			// example, a name server or a file is unavailable.
			throw new IllegalStateException("Kafka makes no consumer at all for now: " + problem.get());
		}
		problem.ifPresent((reason) -> {
			throw new InvalidSettingException("Kafka makes no consumer of that: " + reason);
		});
	}

	/**
	 * Applies changes that were checked before.
	 * @param changes all settings that differ from the initial values
	 * @return whether the settings in effect are different now
	 */
	synchronized boolean apply(Map<String, String> changes) {
		boolean different = !effective(changes).equals(effective());
		this.changes = Map.copyOf(changes);
		return different;
	}

	private Optional<String> problemOf(Map<String, String> changes) {
		// Only the consumer's constructor checks some rules, such as the rule for
		// heartbeat.interval.ms and session.timeout.ms. The constructor does not connect
		// to a broker.
		try {
			Map<String, Object> trial = effective(changes);
			trial.put(ConsumerConfig.CLIENT_ID_CONFIG, "settings-check");
			new KafkaConsumer<byte[], byte[]>(trial).close();
			return Optional.empty();
		}
		catch (KafkaException | IllegalArgumentException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return Optional.of(String.valueOf(cause.getMessage()));
		}
	}

	private Map<String, Object> effective(Map<String, String> changes) {
		Map<String, Object> effective = new HashMap<>(this.initial);
		effective.putAll(changes);
		ConsumerConfig parsed = new ConsumerConfig(effective);
		int fetchWait = parsed.getInt(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
		if (fetchWait >= parsed.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
			long timeout = Math.min(Integer.MAX_VALUE, (long) fetchWait + REQUEST_TIMEOUT_MARGIN);
			effective.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout);
		}
		return effective;
	}

}
