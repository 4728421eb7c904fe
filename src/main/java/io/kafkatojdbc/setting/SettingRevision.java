package io.kafkatojdbc.setting;

import org.jspecify.annotations.Nullable;

/**
 * A setting that is to be changed.
 *
 * @param key its key
 * @param instance the instance it is changed for, or {@code null} for all
 * @param oldValue what it was, or {@code null} if it had no value
 * @param newValue what it is to be, or {@code null} for what the configuration says
 */
record SettingRevision(String key, @Nullable String instance, @Nullable String oldValue, @Nullable String newValue) {
}
