package io.kafkatojdbc.ledger;

/** Kafka's timestamps, of which PostgreSQL cannot keep all that a producer may send. */
public final class KafkaTimestamp {

	/** The last millisecond of the last year of a {@code timestamptz}, 294276. */
	public static final long LATEST = 9_224_318_015_999_999L;

	/** Reads the column {@code millis}: what is no time for PostgreSQL is none. */
	static final String FROM_MILLIS = "CASE WHEN millis BETWEEN 0 AND %d THEN to_timestamp(millis / 1000.0) END"
		.formatted(LATEST);

	private KafkaTimestamp() {
	}

}
