package io.kafkatojdbc.rejected;

import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * A selection of rejected records. A component that is {@code null} selects all values.
 *
 * @param state the state of the records
 * @param code the kind of reason
 * @param partition the topic's partition
 * @param batch the batch that took the other records of the same polls
 */
record RejectedSelection(RejectionState state, @Nullable RejectionCode code, @Nullable Integer partition,
		@Nullable Long batch) {
}
