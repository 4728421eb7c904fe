package io.kafkatojdbc.ledger;

import java.time.Duration;

import io.kafkatojdbc.database.KafkaTimestamp;

/**
 * Gives the records of one partition an order that compares with the order of records of
 * other partitions. The order is a time: the highest timestamp that the partition has had
 * until the record. Within the partition the order never decreases, whatever the clocks
 * of producers do, and it is never later than the database's time.
 */
public final class RecordOrder {

	/** The order of a partition before the first record whose timestamp counts. */
	public static final long NONE = -1;

	/**
	 * A timestamp that is further ahead than this is a mistake, and not a clock that is
	 * ahead. By default, brokers since Kafka 4.0 refuse such a record.
	 */
	private static final long MOST_AHEAD = Duration.ofHours(1).toMillis();

	private RecordOrder() {
	}

	/**
	 * Returns the order of the next record of a partition.
	 * @param before the order of the record before, or {@link #NONE}
	 * @param timestamp the record's timestamp
	 * @param now the database's time
	 * @return the order, which is not negative; all these numbers are milliseconds since
	 * 1970
	 */
	public static long next(long before, long timestamp, long now) {
		boolean counts = KafkaTimestamp.isKept(timestamp) && timestamp - now <= MOST_AHEAD;
		return Math.max(Math.max(before, 0), counts ? Math.min(timestamp, now) : 0);
	}

}
