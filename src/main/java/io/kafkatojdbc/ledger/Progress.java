package io.kafkatojdbc.ledger;

/**
 * How far one poll brought one partition.
 *
 * @param partition the topic's partition
 * @param from the ledger's next offset before the poll
 * @param next the ledger's next offset after it
 * @param staged records that became rows
 * @param rejected records that could not
 * @param skipped offsets that have no record
 * @param lastTimestamp timestamp of its last record in milliseconds, or a negative number
 * if it has none
 */
public record Progress(int partition, long from, long next, long staged, long rejected, long skipped,
		long lastTimestamp) {
}
