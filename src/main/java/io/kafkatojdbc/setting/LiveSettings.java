package io.kafkatojdbc.setting;

import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** Settings of a part of the service, which it can take over while it runs. */
public interface LiveSettings {

	/**
	 * Tells whether a setting is one of these, valid or not.
	 * @param key its key
	 * @return whether nobody else knows it
	 */
	boolean owns(String key);

	/**
	 * Refuses what is no setting, or none that can change.
	 * @param key its key
	 * @throws InvalidSettingException if it is refused, saying why
	 */
	void requireChangeable(String key);

	/**
	 * Refuses values that would not do.
	 * @param changes all that is to differ from the configuration, by key
	 * @throws InvalidSettingException if they are refused, saying why
	 */
	void check(Map<String, String> changes);

	/**
	 * Takes values over that were checked, at once or soon.
	 * @param changes all that differs from the configuration, by key
	 */
	void apply(Map<String, String> changes);

	/**
	 * Tells whether all that was taken over has taken effect.
	 * @return whether nothing works with older values any more
	 */
	default boolean isInEffect() {
		return true;
	}

	/**
	 * Tells each setting with its value, but for secrets.
	 * @return values by key
	 */
	SortedMap<String, String> describe();

	/**
	 * Tells whose settings these are.
	 * @return the instance's name, or {@code null} if all instances share them
	 */
	default @Nullable String instance() {
		return null;
	}

}
