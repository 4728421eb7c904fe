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
	 * @param items what has the values
	 * @param value the value of an item
	 * @param <T> what has the values
	 * @return the middle value, or the mean of the two in the middle; NaN if there is
	 * none, or if one is NaN
	 */
	public static <T> double of(Collection<T> items, ToDoubleFunction<T> value) {
		double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
		if (sorted.length == 0 || Arrays.stream(sorted).anyMatch(Double::isNaN)) {
			return Double.NaN;
		}
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
