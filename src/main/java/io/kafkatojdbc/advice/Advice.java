package io.kafkatojdbc.advice;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that could be set otherwise. Nobody applies it but an operator.
 *
 * @param setting what could be set otherwise
 * @param suggestion to which value, or {@code null} if that is for an operator to tell
 * @param measured the figures that speak for it
 * @param advice all of it in words
 */
record Advice(String setting, @Nullable String suggestion, Map<String, Number> measured, String advice) {
}
