package io.kafkatojdbc.bench.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of several values. */
public final class Median {

	private Median() {
	}

	/**
	 * Returns the median.
	 * @param items the items that have the values
	 * @param value the value of an item
	 * @param <T> the type of the items
	 * @return the middle value, or the mean of the two middle values; NaN if there are no
	 * values, or if one value is NaN
	 */
	public static <T> double of(Collection<T> items, ToDoubleFunction<T> value) {
		double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
		if (sorted.length == 0 || Arrays.stream(sorted).anyMatch(Double::isNaN)) {
			return Double.NaN;
		}
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
