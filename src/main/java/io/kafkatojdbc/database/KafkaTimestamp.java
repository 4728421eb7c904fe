package io.kafkatojdbc.database;

/** Kafka's timestamps, of which PostgreSQL cannot keep all that a producer may send. */
public final class KafkaTimestamp {

	/** The last millisecond of the last year of a {@code timestamptz}, 294276. */
	private static final long LATEST = 9_224_318_015_999_999L;

	/**
	 * SQL that reads the column {@code millis}: what is no time for PostgreSQL is NULL.
	 */
	public static final String FROM_MILLIS = "CASE WHEN millis BETWEEN 0 AND %d THEN to_timestamp(millis / 1000.0) END"
		.formatted(LATEST);

	private KafkaTimestamp() {
	}

	/**
	 * Tells whether a record's timestamp is one that PostgreSQL can keep.
	 * @param millis milliseconds since 1970, or whatever a producer took for it
	 * @return whether it is; if not, it is none
	 */
	public static boolean isKept(long millis) {
		return millis >= 0 && millis <= LATEST;
	}

}
