package io.kafkatojdbc.bench.live;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

	@Test
	void aPercentileIsTheLeastThatSoManyAreWithin() {
		Latencies latencies = new Latencies();
		for (int i = 1; i <= 100; i++) {
			latencies.add(1_000, i * 1_000_000L);
		}
		assertThat(latencies.percentile(0.5, 0)).isEqualTo(50);
		assertThat(latencies.percentile(0.99, 0)).isEqualTo(99);
		assertThat(latencies.percentile(1, 0)).isEqualTo(100);
	}

	@Test
	void whatWasSentBeforeDoesNotCount() {
		Latencies latencies = new Latencies();
		latencies.add(999, 500_000_000);
		latencies.add(1_000, 20_000_000);
		assertThat(latencies.percentile(0.99, 1_000)).isEqualTo(20);
		assertThat(latencies.percentile(0.99, 1_001)).isNaN();
	}

}
