package io.kafkatojdbc.bench.measure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MedianTests {

	@Test
	void isTheMiddleOfSorted() {
		assertThat(median(3.0, 1.0, 2.0)).isEqualTo(2);
		assertThat(median(10.0, 1.0, 2.0, 4.0)).isEqualTo(3);
	}

	@Test
	void isNoneOfNoneOrOfWhatWasNotMeasured() {
		assertThat(median()).isNaN();
		assertThat(median(1.0, Double.NaN, 2.0)).isNaN();
	}

	private static double median(Double... values) {
		return Median.of(List.of(values), Double::doubleValue);
	}

}
