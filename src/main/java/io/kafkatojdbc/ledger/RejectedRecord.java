package io.kafkatojdbc.ledger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not become a row.
 *
 * @param kafkaRecord the record
 * @param code the kind of reason
 * @param reason why, for the operator
 */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> kafkaRecord, RejectionCode code, String reason) {

	/** PostgreSQL has no text with U+0000 in it. */
	public RejectedRecord {
		reason = withoutNul(reason);
	}

	long bytes() {
		return (long) Math.max(this.kafkaRecord.serializedKeySize(), 0)
				+ Math.max(this.kafkaRecord.serializedValueSize(), 0);
	}

	static String withoutNul(String text) {
		return text.replace('\0', '\uFFFD');
	}

}
