package io.kafkatojdbc.setting;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A change of a setting, and what became of the throughput with it.
 *
 * @param number 1, 2, 3… within its pipeline
 * @param setting the key of the setting
 * @param instance the instance it was changed for, or {@code null} for all
 * @param oldValue what it was, or {@code null} if it had no value
 * @param newValue what it is since then, or {@code null} for what the configuration says
 * @param changedAt when it was changed, by the database's clock
 * @param changedBy who changed it, or {@code null} if nobody knows
 * @param fromBatch the batch from which it applied, or {@code null} until it does
 * @param before the last batches before it, since the change before
 * @param after the first batches with it, until the next change
 */
record SettingChange(long number, String setting, @Nullable String instance, @Nullable String oldValue,
		@Nullable String newValue, Instant changedAt, @Nullable String changedBy, @Nullable Long fromBatch,
		@Nullable Throughput before, @Nullable Throughput after) {

	/**
	 * How fast batches were. A batch's time is that from its first staged row to the end
	 * of its merge, so that the time in which nothing comes does not count.
	 *
	 * @param batches how many finished batches were considered
	 * @param rowsPerSecond their rows by their times
	 * @param batchSeconds the mean of their times
	 */
	record Throughput(int batches, double rowsPerSecond, double batchSeconds) {
	}

}
