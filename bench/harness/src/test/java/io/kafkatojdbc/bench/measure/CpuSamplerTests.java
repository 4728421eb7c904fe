package io.kafkatojdbc.bench.measure;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** CPU time is that of the processes, of as long as was asked for. */
class CpuSamplerTests {

	private static final double TICK = 0.01;

	private final long self = ProcessHandle.current().pid();

	@Test
	void countsWhatAProcessDoes() {
		CpuSampler sampler = new CpuSampler(() -> List.of(this.self), this.self, 0);
		Instant start = Instant.now();
		double before = ProcessStat.of(this.self).orElseThrow().cpuSeconds();
		while (ProcessStat.of(this.self).orElseThrow().cpuSeconds() < before + 0.3) {
			Thread.onSpinWait();
		}
		sampler.close();
		Instant end = Instant.now();
		assertThat(sampler.client(new Span(start, end))).isGreaterThanOrEqualTo(0.3 - 2 * TICK);
		assertThat(sampler.client(new Span(end, end))).isZero();
	}

	@Test
	void knowsNothingOfProcessesThatAreNotThere() {
		CpuSampler sampler = new CpuSampler(List::of, this.self, 0);
		sampler.close();
		assertThat(sampler.client(new Span(Instant.EPOCH, Instant.now()))).isZero();
		assertThat(ProcessStat.of(Long.MAX_VALUE)).isEmpty();
		assertThat(ProcessStat.peakMegabytes(this.self)).isPositive();
	}

}
