package io.kafkatojdbc.database;

/**
 * Converts Kafka's timestamps. A producer may send timestamps that PostgreSQL cannot
 * store.
 */
public final class KafkaTimestamp {

	/** The last millisecond of the last year of a {@code timestamptz}, 294276. */
	private static final long LATEST = 9_224_318_015_999_999L;

	/**
	 * An SQL expression for the timestamp in the column {@code millis}. The result is
	 * NULL if PostgreSQL cannot store the timestamp.
	 */
	public static final String FROM_MILLIS = "CASE WHEN millis BETWEEN 0 AND %d THEN to_timestamp(millis / 1000.0) END"
		.formatted(LATEST);

	private KafkaTimestamp() {
	}

	/**
	 * Returns whether PostgreSQL can store a record's timestamp.
	 * @param millis the milliseconds since 1970, or any other number that a producer sent
	 * @return whether PostgreSQL can store it; if not, the record counts as a record
	 * without a timestamp
	 */
	public static boolean isKept(long millis) {
		return millis >= 0 && millis <= LATEST;
	}

}
