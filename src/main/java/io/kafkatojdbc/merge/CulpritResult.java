package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.merge.DryRuns.Culprit;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a batch's merge fails for.
 *
 * @param found whether there are any: if not, the batch can be merged now
 * @param from place of the first of them in the topic
 * @param to place of the last of them, in the order of partitions and offsets
 * @param rows how many there are between the two
 * @param minimal whether no fewer fail; not if the search had to end before
 * @param error what the procedure says if it is given these rows alone
 * @param dryRuns how many dry runs it took
 */
public record CulpritResult(boolean found, @Nullable RecordPlace from, @Nullable RecordPlace to, long rows,
		boolean minimal, @Nullable String error, int dryRuns) {

	static CulpritResult of(Culprit culprit, Duration timeout) {
		RuntimeException failure = culprit.failure();
		return new CulpritResult(failure != null, culprit.from(), culprit.to(), culprit.rows(), culprit.minimal(),
				(failure != null) ? MergeFailure.of(failure, timeout).error() : null, culprit.dryRuns());
	}

}
