package io.kafkatojdbc.ledger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not become a row.
 *
 * @param kafkaRecord the record
 * @param reason why, for the operator
 */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> kafkaRecord, String reason) {
}
