package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.kafkatojdbc.setting.InvalidSettingException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

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

	/** Tells what new consumers are made with. */
	Map<String, Object> effective() {
		return effective(this.changes);
	}

	/** Tells every setting with its value in effect, but for passwords and names. */
	SortedMap<String, String> describe() {
		SortedMap<String, String> described = new TreeMap<>();
		new ConsumerConfig(effective()).values().forEach((key, value) -> {
			if (value != null && isForEverybody(key)) {
				described.put(key, ConfigDef.convertToString(value, type(key)));
			}
		});
		return described;
	}

	private static boolean isForEverybody(String key) {
		return !isPassword(key) && !key.equals(ConsumerConfig.CLIENT_ID_CONFIG);
	}

	private static boolean isPassword(String key) {
		return type(key) == ConfigDef.Type.PASSWORD;
	}

	private static ConfigDef.Type type(String key) {
		ConfigDef.ConfigKey definition = DEFINITIONS.configKeys().get(key);
		// What is not known may be anything.
		return (definition != null) ? definition.type() : ConfigDef.Type.PASSWORD;
	}

	/** Refuses what is no setting, or none that can change. */
	static void requireChangeable(String key) {
		if (!DEFINITIONS.configKeys().containsKey(key)) {
			throw new InvalidSettingException("Kafka knows no consumer setting '%s'.".formatted(key));
		}
		ConsumerDefaults.reason(key).ifPresent((reason) -> {
			throw new InvalidSettingException("'%s' can't be changed: %s.".formatted(key, reason));
		});
	}

	/** Refuses changes that do not make a consumer, and secrets, which are not kept. */
	void check(Map<String, String> changes) {
		changes.forEach((key, value) -> {
			requireChangeable(key);
			if (isPassword(key)) {
				throw new InvalidSettingException(
						("'%s' is a secret, and changes are kept in the database, where others "
								+ "could read it: set 'spring.kafka.consumer.properties.%s' in the configuration or the environment.")
							.formatted(key, key));
			}
			check(Objects.requireNonNull(DEFINITIONS.configKeys().get(key)), value);
		});
		Optional<String> problem = problemOf(changes);
		if (problem.isPresent() && problemOf(Map.of()).isPresent()) {
			// Not for what is to be changed, but as a name server or a file is away.
			throw new IllegalStateException("Kafka makes no consumer at all for now: " + problem.get());
		}
		problem.ifPresent((reason) -> {
			throw new InvalidSettingException("Kafka makes no consumer of that: " + reason);
		});
	}

	/**
	 * Changes settings to what was checked.
	 * @param changes all that is to differ from the initial values
	 * @return whether anything is different now
	 */
	synchronized boolean apply(Map<String, String> changes) {
		boolean different = !effective(changes).equals(effective());
		this.changes = Map.copyOf(changes);
		return different;
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

	private Optional<String> problemOf(Map<String, String> changes) {
		// Some rules, as that of heartbeat.interval.ms and session.timeout.ms, are known
		// to the consumer's constructor alone. It connects to nothing yet.
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
