package io.kafkatojdbc.rejected;

import java.time.Instant;

import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a rejected record, without the record itself.
 *
 * @param partition the topic's partition
 * @param offset its offset there
 * @param timestamp its timestamp
 * @param batch the batch that its neighbours were staged in
 * @param code the kind of reason
 * @param reason why it was rejected
 * @param state what has become of it
 * @param retriedIn the batch that took its row when it was retried
 * @param rejectedAt when it was rejected
 * @param changedAt when something was last decided about it
 */
record RejectedEntry(int partition, long offset, @Nullable Instant timestamp, long batch, RejectionCode code,
		String reason, RejectionState state, @Nullable Long retriedIn, Instant rejectedAt,
		@Nullable Instant changedAt) {
}
