package io.kafkatojdbc.batch;

import java.util.List;

/** What is in the topic and not yet staged. */
public interface Backlog {

	/**
	 * Compares the topic's end, as it is now, with the ledger.
	 * @return all partitions, whether a consumer owns them or not
	 */
	List<Rest> rests();

	/**
	 * Adds up all partitions.
	 * @return records that are still to be staged
	 */
	default long lag() {
		return rests().stream().mapToLong(Rest::records).sum();
	}

	/**
	 * What is still to be staged of a partition.
	 *
	 * @param partition the topic's partition
	 * @param next the first offset that is not yet staged
	 * @param records how many records there are from there on
	 */
	record Rest(int partition, long next, long records) {
	}

}
