package io.kafkatojdbc.advice;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Suggests another value for a setting. Only an operator applies advice.
 *
 * @param setting the setting that could be changed
 * @param suggestion the suggested value, or {@code null} if the operator has to choose it
 * @param measured the figures that are the reason for the advice
 * @param advice the whole advice in words
 */
record Advice(String setting, @Nullable String suggestion, Map<String, Number> measured, String advice) {
}
