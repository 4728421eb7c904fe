package io.kafkatojdbc.batch;

import java.util.List;

/** The records that are in the topic and not yet staged. */
public interface Backlog {

	/**
	 * Returns the backlog of each partition: the records between the next offset in the
	 * ledger and the current end of the partition.
	 * @return all partitions, whether a consumer owns them or not
	 */
	List<Rest> rests();

	/**
	 * Returns the backlog of all partitions together.
	 * @return the number of records that are still to be staged
	 */
	default long lag() {
		return rests().stream().mapToLong(Rest::records).sum();
	}

	/**
	 * The records of one partition that are still to be staged.
	 *
	 * @param partition the topic's partition
	 * @param next the first offset that is not yet staged
	 * @param records the number of records from that offset on
	 */
	record Rest(int partition, long next, long records) {
	}

}
