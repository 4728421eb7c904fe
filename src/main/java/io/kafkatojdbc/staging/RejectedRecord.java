package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RejectionCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not become a row.
 *
 * @param kafkaRecord the record
 * @param order the record's order among all versions of its key
 * @param code the kind of reason
 * @param reason why the record could not become a row, in words for the operator
 */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> kafkaRecord, long order, RejectionCode code,
		String reason) {

	/**
	 * The largest length of a reason, in characters. PostgreSQL quotes the whole value in
	 * some reasons.
	 */
	private static final int REASON_LENGTH = 1_000;

	/**
	 * Shortens the reason, and replaces U+0000, which PostgreSQL cannot store in a text.
	 */
	public RejectedRecord {
		reason = shortened(withoutNul(reason));
	}

	private static String shortened(String reason) {
		if (reason.length() <= REASON_LENGTH) {
			return reason;
		}
		int end = REASON_LENGTH - 1;
		return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end) + '\u2026';
	}

	long bytes() {
		return (long) Math.max(this.kafkaRecord.serializedKeySize(), 0)
				+ Math.max(this.kafkaRecord.serializedValueSize(), 0);
	}

	static String withoutNul(String text) {
		return text.replace('\0', '\uFFFD');
	}

}
