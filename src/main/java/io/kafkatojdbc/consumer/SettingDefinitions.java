package io.kafkatojdbc.consumer;

import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.setting.InvalidSettingException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What Kafka's client knows about each setting of a consumer: its type, which values it
 * takes, and whether it is a secret.
 */
final class SettingDefinitions {

	private static final Map<String, ConfigDef.ConfigKey> KEYS = ConsumerConfig.configDef().configKeys();

	private SettingDefinitions() {
	}

	static ConfigDef.Type type(String key) {
		ConfigDef.ConfigKey definition = KEYS.get(key);
		// An unknown setting may hold a secret.
		return (definition != null) ? definition.type() : ConfigDef.Type.PASSWORD;
	}

	/**
	 * Refuses a key that is not a setting of a Kafka consumer, or whose value must not
	 * change while the service runs.
	 */
	static void requireChangeable(String key) {
		if (!KEYS.containsKey(key)) {
			throw new InvalidSettingException("Kafka knows no consumer setting '%s'.".formatted(key));
		}
		ConsumerDefaults.reason(key).ifPresent((reason) -> {
			throw new InvalidSettingException("'%s' can't be changed: %s.".formatted(key, reason));
		});
		if (!ChangeableSettings.keys().contains(key)) {
			throw new InvalidSettingException(
					"'%s' can't be changed over HTTP: %s.".formatted(key, ChangeableSettings.REASON.formatted(key)));
		}
	}

	/** Refuses a value that the setting does not take. */
	static void check(String key, String value) {
		requireChangeable(key);
		// Kafka's client would replace it by what a variable, a file or a secret store
		// has.
		if (value.contains("${")) {
			throw new InvalidSettingException(
					"'%s' can't be changed over HTTP to a value with '${': write the value itself.".formatted(key));
		}
		check(Objects.requireNonNull(KEYS.get(key)), value);
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

}
