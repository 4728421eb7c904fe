package io.kafkatojdbc.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The result of a merge.
 *
 * @param reported the number of merged rows, or {@code null} if the procedure does not
 * report it
 */
public record MergedRows(@Nullable Long reported) {
}
