package io.kafkatojdbc.ops;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTests {

	@Test
	void findsMetricsAndLabels() {
		PromQl expression = PromQl
			.of("""
					sum by (le, code) (rate(films_bucket{pipeline=~"$pipeline, x", outcome="merged"}[$__rate_interval])) > 1e3
					and on (code) max(others) unless third{} offset 5m
					""");
		assertThat(expression.metrics()).hasToString("{films_bucket=[outcome, pipeline], others=[], third=[]}");
		assertThat(expression.grouping()).containsExactly("code", "le");
	}

	@Test
	void findsNoMetricInAFunction() {
		assertThat(PromQl.of("histogram_quantile(0.5, rate(films[5m])) or vector(0)").metrics())
			.containsOnlyKeys("films");
	}

}
