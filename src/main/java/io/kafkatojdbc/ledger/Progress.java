package io.kafkatojdbc.ledger;

/**
 * The progress of one partition in one poll.
 *
 * @param partition the topic's partition
 * @param from the partition's next offset in the ledger before the poll
 * @param next the partition's next offset in the ledger after the poll
 * @param staged the number of records that became rows
 * @param rows the number of rows that these records became
 * @param rejected the number of records that could not become rows
 * @param skipped the number of offsets without a record, or with a record that is meant
 * to have no row; negative if an operator takes the partition back
 * @param lastTimestamp the timestamp of the last record in milliseconds, or a negative
 * number if the last record has no timestamp
 * @param orderBefore the order of the partition in the ledger before the poll, or
 * {@link RecordOrder#NONE}
 * @param order the order of the partition in the ledger after the poll, or
 * {@link RecordOrder#NONE}
 * @param epochOffset the offset after the last record; {@code from} if only markers of
 * transactions are passed over, so that the last record is the one before
 * @param leaderEpoch the epoch of the leader that wrote the last record, or a negative
 * number if it is unknown
 */
public record Progress(int partition, long from, long next, long staged, long rows, long rejected, long skipped,
		long lastTimestamp, long orderBefore, long order, long epochOffset, long leaderEpoch) {
}
