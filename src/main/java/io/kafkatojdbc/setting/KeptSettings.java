package io.kafkatojdbc.setting;

import java.util.Map;

/**
 * The changes of settings that the ledger keeps.
 *
 * @param version the number of the last change
 * @param values the values that differ from the configuration, by key, in the order of
 * their changes
 * @param pending whether the last change of some setting has not taken effect in any
 * instance yet
 */
record KeptSettings(long version, Map<String, String> values, boolean pending) {
}
