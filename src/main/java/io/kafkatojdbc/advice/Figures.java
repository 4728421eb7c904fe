package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.consumer.MeasuredConsumer;

/**
 * What is measured, and with which settings.
 *
 * @param consumers the consumers of this instance
 * @param consumerLimit how many it can have
 * @param partitions how many partitions the topic has
 * @param lag records that are not staged yet
 * @param batches the last finished batches
 * @param merging how they were merged
 * @param settings settings in effect, by key
 */
record Figures(List<MeasuredConsumer> consumers, int consumerLimit, int partitions, long lag, BatchFigures batches,
		Merging merging, Map<String, String> settings) {

	/** Tells the value of a setting that is a number. */
	Optional<Long> number(String key) {
		return Optional.ofNullable(this.settings.get(key))
			.filter((value) -> value.matches("\\d{1,18}"))
			.map(Long::valueOf);
	}

	/**
	 * How batches are merged.
	 *
	 * @param parallelism into how many slices they may be divided
	 * @param takesSlices whether the procedure can be called for a slice
	 */
	record Merging(int parallelism, boolean takesSlices) {
	}

}
