package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.ledger.RecordPlace;
import org.jspecify.annotations.Nullable;

/**
 * The rows that make the merge of a batch fail.
 *
 * @param found whether there are such rows; if not, the batch can be merged now
 * @param from the place of the first row's record in the topic
 * @param to the place of the last row's record in the topic, in the order of partitions
 * and offsets
 * @param rows the number of rows from the first row to the last row
 * @param minimal whether no smaller range of these rows fails; {@code false} if the
 * search ran out of time
 * @param error the error of the procedure if it gets only these rows
 * @param dryRuns the number of dry runs that the search made
 */
public record CulpritResult(boolean found, @Nullable RecordPlace from, @Nullable RecordPlace to, long rows,
		boolean minimal, @Nullable String error, int dryRuns) {

	static CulpritResult of(Culprit culprit, Duration timeout) {
		RuntimeException failure = culprit.failure();
		return new CulpritResult(failure != null, culprit.from(), culprit.to(), culprit.rows(), culprit.minimal(),
				(failure != null) ? MergeFailure.of(failure, timeout).error() : null, culprit.dryRuns());
	}

}
