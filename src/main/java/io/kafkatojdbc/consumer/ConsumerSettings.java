package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka settings of all consumers. They change at run time, as a whole or not at all,
 * and only to what Kafka itself accepts.
 */
class ConsumerSettings {

	/** Longer than the fetch may wait, or the consumer gives up each fetch. */
	private static final int REQUEST_TIMEOUT_MARGIN = 10_000;

	private static final ConfigDef DEFINITIONS = ConsumerConfig.configDef();

	private final Map<String, Object> initial;

	private volatile Map<String, String> changes = Map.of();

	ConsumerSettings(Map<String, Object> initial) {
		this.initial = Map.copyOf(initial);
	}

	/** Tells what was changed since the start. */
	SortedMap<String, String> changes() {
		return new TreeMap<>(this.changes);
	}

	/** Tells what new consumers are made with. */
	Map<String, Object> effective() {
		return effective(this.changes);
	}

	/** Tells every setting with its value in effect, but for passwords and names. */
	SortedMap<String, String> describe() {
		SortedMap<String, String> described = new TreeMap<>();
		new ConsumerConfig(effective()).values().forEach((key, value) -> {
			ConfigDef.ConfigKey definition = DEFINITIONS.configKeys().get(key);
			if (value != null && definition != null && isForEverybody(definition)) {
				described.put(key, ConfigDef.convertToString(value, definition.type()));
			}
		});
		return described;
	}

	private static boolean isForEverybody(ConfigDef.ConfigKey definition) {
		return definition.type() != ConfigDef.Type.PASSWORD && !definition.name.equals(ConsumerConfig.CLIENT_ID_CONFIG);
	}

	/**
	 * Changes settings, once they are known to make a consumer.
	 * @param wanted values by key; {@code null} goes back to the initial value
	 * @return whether anything is different now
	 * @throws InvalidSettingException if Kafka, or this service, does not accept one
	 */
	synchronized boolean change(Map<String, @Nullable String> wanted) {
		Map<String, String> next = new LinkedHashMap<>(this.changes);
		wanted.forEach((key, value) -> {
			check(key, value);
			if (value != null) {
				next.put(key, value.strip());
			}
			else {
				next.remove(key);
			}
		});
		Map<String, Object> effective = effective(next);
		boolean different = !effective.equals(effective());
		if (different) {
			makeOne(effective);
		}
		this.changes = Map.copyOf(next);
		return different;
	}

	private static void check(String key, @Nullable String value) {
		ConfigDef.ConfigKey definition = DEFINITIONS.configKeys().get(key);
		if (definition == null) {
			throw new InvalidSettingException("Kafka knows no consumer setting '%s'.".formatted(key));
		}
		FixedSettings.reason(key).ifPresent((reason) -> {
			throw new InvalidSettingException("'%s' can't be changed: %s.".formatted(key, reason));
		});
		if (value != null) {
			check(definition, value);
		}
	}

	private static void check(ConfigDef.ConfigKey definition, String value) {
		try {
			Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
			if (definition.validator != null) {
				definition.validator.ensureValid(definition.name, parsed);
			}
		}
		catch (ConfigException ex) {
			throw new InvalidSettingException(String.valueOf(ex.getMessage()));
		}
	}

	private static void makeOne(Map<String, Object> config) {
		// Some rules, as that of heartbeat.interval.ms and session.timeout.ms, are known
		// to the consumer's constructor alone. It connects to nothing yet.
		Map<String, Object> trial = new HashMap<>(config);
		trial.put(ConsumerConfig.CLIENT_ID_CONFIG, "settings-check");
		try {
			new KafkaConsumer<byte[], byte[]>(trial).close();
		}
		catch (KafkaException | IllegalArgumentException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new InvalidSettingException("Kafka makes no consumer of that: " + cause.getMessage());
		}
	}

	private Map<String, Object> effective(Map<String, String> changes) {
		Map<String, Object> effective = new HashMap<>(this.initial);
		effective.putAll(changes);
		ConsumerConfig parsed = new ConsumerConfig(effective);
		int fetchWait = parsed.getInt(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
		if (fetchWait >= parsed.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
			effective.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.addExact(fetchWait, REQUEST_TIMEOUT_MARGIN));
		}
		return effective;
	}

}
