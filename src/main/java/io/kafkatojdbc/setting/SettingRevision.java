package io.kafkatojdbc.setting;

import org.jspecify.annotations.Nullable;

/**
 * A setting that is to be changed.
 *
 * @param key the setting's key
 * @param instance the instance for which the setting is changed, or {@code null} for all
 * @param oldValue the value before the change, or {@code null} if the setting had no
 * value
 * @param newValue the value after the change, or {@code null} for the value of the
 * configuration
 */
record SettingRevision(String key, @Nullable String instance, @Nullable String oldValue, @Nullable String newValue) {
}
