package io.kafkatojdbc.merge;

import io.kafkatojdbc.ledger.RecordPlace;
import org.jspecify.annotations.Nullable;

/**
 * The rows that make the merge of a batch fail.
 *
 * @param from the place of the first row, or {@code null} if the batch can be merged
 * @param to the place of the last row, or {@code null} if the batch can be merged
 * @param rows the number of rows
 * @param failure the failure of the procedure if it gets only these rows
 * @param minimal whether no smaller range of these rows fails, as far as the search can
 * find out
 * @param dryRuns the number of dry runs that the search made
 */
record Culprit(@Nullable RecordPlace from, @Nullable RecordPlace to, long rows, @Nullable RuntimeException failure,
		boolean minimal, int dryRuns) {
}
