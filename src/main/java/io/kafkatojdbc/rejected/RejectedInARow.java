package io.kafkatojdbc.rejected;

import org.jspecify.annotations.Nullable;

/**
 * The records that were rejected in a row.
 *
 * @param rejected the number of records that were rejected since the last record that
 * became a row, as the sum over all partitions
 * @param limit the number at which consumers hold, or 0 if they never hold
 * @param limitReached whether consumers hold; an instance that has started since tries to
 * go on
 * @param last the record that was rejected last, or {@code null} if there is none, or if
 * the ledger has forgotten it
 */
record RejectedInARow(long rejected, long limit, boolean limitReached, @Nullable RejectedEntry last) {

	/** Returns the same with a reason that quotes nothing from a record. */
	RejectedInARow withoutContent() {
		return new RejectedInARow(this.rejected, this.limit, this.limitReached,
				(this.last != null) ? this.last.withoutContent() : null);
	}

}
