package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.consumer.MeasuredConsumer;

/**
 * The measured figures, and the settings they were measured with.
 *
 * @param consumers the consumers of this instance
 * @param consumerLimit how many consumers this instance can have
 * @param partitions how many partitions the topic has
 * @param lag the number of records that are not staged yet
 * @param batches the last finished batches
 * @param merging how the batches were merged
 * @param settings the settings in effect, by key
 */
record Figures(List<MeasuredConsumer> consumers, int consumerLimit, int partitions, long lag, BatchFigures batches,
		Merging merging, Map<String, String> settings) {

	/** Returns the value of a setting, or empty if the value is not a number. */
	Optional<Long> number(String key) {
		return Optional.ofNullable(this.settings.get(key))
			.filter((value) -> value.matches("\\d{1,18}"))
			.map(Long::valueOf);
	}

	/**
	 * How batches are merged.
	 *
	 * @param parallelism into how many slices a batch may be divided
	 * @param takesSlices whether the procedure can be called for a slice
	 */
	record Merging(int parallelism, boolean takesSlices) {
	}

}
