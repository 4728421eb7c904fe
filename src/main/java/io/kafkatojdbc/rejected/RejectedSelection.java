package io.kafkatojdbc.rejected;

import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * Which rejected records are meant; what is {@code null} does not matter.
 *
 * @param state what has become of them
 * @param code the kind of reason
 * @param partition the topic's partition
 * @param batch the batch that their neighbours were staged in
 */
record RejectedSelection(RejectionState state, @Nullable RejectionCode code, @Nullable Integer partition,
		@Nullable Long batch) {
}
