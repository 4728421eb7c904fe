package io.kafkatojdbc.merge;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The result of a call that was rolled back.
 *
 * @param rows the number of merged rows, or {@code null} if the procedure does not report
 * it
 * @param taken how long the call took
 * @param failure why the call failed, or {@code null} if it succeeded
 */
record Trial(@Nullable Long rows, Duration taken, @Nullable RuntimeException failure) {
}
