package io.kafkatojdbc.setting;

import java.util.Map;

/**
 * What was changed of the settings, as the ledger has it.
 *
 * @param version number of the last change
 * @param values what differs from the configuration, by key, in the order it was changed
 * @param pending whether the last change of a setting has not taken effect anywhere yet
 */
record KeptSettings(long version, Map<String, String> values, boolean pending) {
}
