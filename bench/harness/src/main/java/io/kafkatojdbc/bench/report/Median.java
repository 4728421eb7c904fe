package io.kafkatojdbc.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of several values. */
final class Median {

	private Median() {
	}

	static <T> double of(Collection<T> items, ToDoubleFunction<T> value) {
		double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
		if (sorted.length == 0 || Arrays.stream(sorted).anyMatch(Double::isNaN)) {
			return Double.NaN;
		}
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
