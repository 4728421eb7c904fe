package io.kafkatojdbc.setting;

import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** The settings of one part of the service, which can change while the service runs. */
public interface LiveSettings {

	/**
	 * Returns whether a setting belongs to this part, even if its value is invalid.
	 * @param key the setting's key
	 * @return whether the setting belongs to this part and to no other
	 */
	boolean owns(String key);

	/**
	 * Checks that a key is a setting, and that the setting can change.
	 * @param key the setting's key
	 * @throws InvalidSettingException if the key is refused; the exception says why
	 */
	void requireChangeable(String key);

	/**
	 * Checks that values are allowed.
	 * @param changes all values that are to differ from the configuration, by key
	 * @throws InvalidSettingException if the values are refused; the exception says why
	 */
	void check(Map<String, String> changes);

	/**
	 * Takes over values that were checked, at once or soon.
	 * @param changes all values that differ from the configuration, by key
	 */
	void apply(Map<String, String> changes);

	/**
	 * Returns whether all values that were taken over have taken effect.
	 * @return whether nothing in this part uses older values any more
	 */
	default boolean isInEffect() {
		return true;
	}

	/**
	 * Returns each setting with its value, except secrets.
	 * @return values by key
	 */
	SortedMap<String, String> describe();

	/**
	 * Returns the instance to which these settings belong.
	 * @return the instance's name, or {@code null} if all instances share the settings
	 */
	default @Nullable String instance() {
		return null;
	}

}
