package io.kafkatojdbc.setting;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A change of a setting, with the throughput before and after the change.
 *
 * @param number the number of the change, 1, 2, 3… within its pipeline
 * @param setting the key of the setting
 * @param instance the instance for which the setting was changed, or {@code null} for all
 * @param oldValue the value before the change, or {@code null} if the setting had no
 * value
 * @param newValue the value after the change, or {@code null} for the value of the
 * configuration
 * @param changedAt when the setting was changed, by the database's clock
 * @param changedBy who changed the setting, or {@code null} if that is unknown
 * @param fromBatch the first batch for which the change applied, or {@code null} until
 * the change applies
 * @param before the throughput of the last batches before this change, but after the
 * change before
 * @param after the throughput of the first batches with this change, until the next
 * change
 */
record SettingChange(long number, String setting, @Nullable String instance, @Nullable String oldValue,
		@Nullable String newValue, Instant changedAt, @Nullable String changedBy, @Nullable Long fromBatch,
		@Nullable Throughput before, @Nullable Throughput after) {

	/**
	 * The speed of batches. The time of a batch is the time from its first staged row to
	 * the end of its merge, so time without records does not count.
	 *
	 * @param batches the number of finished batches that were considered
	 * @param rowsPerSecond the sum of the batches' rows, divided by the sum of their
	 * times
	 * @param batchSeconds the mean time of a batch
	 */
	record Throughput(int batches, double rowsPerSecond, double batchSeconds) {
	}

}
