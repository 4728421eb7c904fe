package io.kafkatojdbc.rejected;

import java.time.Instant;

import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's entry for a rejected record, without the record's content.
 *
 * @param partition the topic's partition
 * @param offset the record's offset in the partition
 * @param timestamp the record's timestamp
 * @param batch the batch that took the other records of the same poll
 * @param code the kind of reason
 * @param reason why the record was rejected; it may quote the record
 * @param state the state of the record
 * @param retriedIn the batch that took the record's row when the record was retried
 * @param rejectedAt when the record was rejected
 * @param changedAt when the entry was last changed
 */
record RejectedEntry(int partition, long offset, @Nullable Instant timestamp, long batch, RejectionCode code,
		String reason, RejectionState state, @Nullable Long retriedIn, Instant rejectedAt,
		@Nullable Instant changedAt) {

	/**
	 * Returns the entry with a reason that quotes nothing from the record.
	 * @return an entry for callers who may not see records
	 */
	RejectedEntry withoutContent() {
		return new RejectedEntry(this.partition, this.offset, this.timestamp, this.batch, this.code,
				this.code.meaning(), this.state, this.retriedIn, this.rejectedAt, this.changedAt);
	}

}
