package io.kafkatojdbc.bench;

import java.util.List;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.workload.Workload;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is chosen on the command line is measured, and what is misspelt is refused. */
class BenchOptionsTests {

	@Test
	void allIsComparedThreeTimes() {
		BenchOptions options = options();
		assertThat(options.workloads()).extracting(Workload::name).containsExactly("films", "wide");
		assertThat(options.systems(List.of("ours", "limit"))).containsExactly("ours", "limit");
		assertThat(options.pairs()).isEqualTo(3);
		assertThat(options.workloads().get(0).records()).isEqualTo(2_000_000);
	}

	@Test
	void quickIsAQuarterOnce() {
		assertThat(options("--quick").pairs()).isOne();
		assertThat(options("--quick").workloads().get(0).records()).isEqualTo(500_000);
	}

	@Test
	void oursHasDoneAsMuchBeforeAsAPeerOnAverage() {
		assertThat(options().warmUpRuns()).isEqualTo(2);
		assertThat(options("--quick").warmUpRuns()).isOne();
		assertThat(options("--pairs", "5").warmUpRuns()).isEqualTo(3);
		assertThat(options("--cold").warmUpRuns()).isZero();
	}

	@Test
	void oneOfThemIsEnough() {
		BenchOptions options = options("--workload", "wide", "--system", "limit");
		assertThat(options.workloads()).extracting(Workload::name).containsExactly("wide");
		assertThat(options.systems(List.of("ours", "limit"))).containsExactly("limit");
	}

	@Test
	void whatDoesNotExistIsRefused() {
		assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> options("--workload", "flims").workloads())
			.withMessage("--workload flims: there are only films, wide");
		assertThatExceptionOfType(ParameterException.class)
			.isThrownBy(() -> options("--system", "debezium").systems(List.of("ours", "limit")))
			.withMessage("--system debezium: there are only ours, limit");
		assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> options("--pairs", "0").pairs())
			.withMessage("--pairs 0: at least 1");
		assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> options("--divisor", "0").workloads())
			.withMessage("--divisor 0: at least 1");
	}

	static BenchOptions options(String... arguments) {
		Bare bare = new Bare();
		CommandLine commandLine = new CommandLine(bare);
		commandLine.parseArgs(Stream.concat(Stream.of("--home=."), Stream.of(arguments)).toArray(String[]::new));
		return bare.options;
	}

	@Command(name = "bench/run.sh")
	static class Bare {

		@Mixin
		private final BenchOptions options = new BenchOptions();

	}

}
