package io.kafkatojdbc.ledger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A rejected record as it is kept.
 *
 * @param entry what the ledger says of it
 * @param kafkaRecord the record as it came, or what is left of it
 * @param cameAgain whether it was read again later, since somebody had set the ledger
 * back, and is a row since then
 */
public record KeptRecord(RejectedEntry entry, ConsumerRecord<byte[], byte[]> kafkaRecord, boolean cameAgain) {
}
