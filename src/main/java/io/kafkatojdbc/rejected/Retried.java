package io.kafkatojdbc.rejected;

/**
 * The result of retrying a selection of records.
 *
 * @param retried the number of records that became rows
 * @param stillRejected the number of records that still cannot become rows, or that were
 * read again after the ledger was set back
 */
record Retried(long retried, long stillRejected) {

	Retried plus(Retried other) {
		return new Retried(this.retried + other.retried, this.stillRejected + other.stillRejected);
	}

}
