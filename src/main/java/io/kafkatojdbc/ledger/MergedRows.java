package io.kafkatojdbc.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a merge did.
 *
 * @param reported rows merged, if the procedure reports them
 */
public record MergedRows(@Nullable Long reported) {
}
