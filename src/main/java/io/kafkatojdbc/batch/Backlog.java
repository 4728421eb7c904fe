package io.kafkatojdbc.batch;

/** What is in the topic and not yet staged. */
public interface Backlog {

	/**
	 * Compares the topic's end, as it is now, with the ledger.
	 * @return records that are still to be staged, over all partitions, whether a
	 * consumer owns them or not
	 */
	long lag();

}
