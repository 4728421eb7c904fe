package io.kafkatojdbc.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.bench.workload.Workload;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options of the command line. */
class BenchOptions {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec command;

	@Option(scope = ScopeType.INHERIT, names = "--quick",
			description = "A quarter of the records, and one run of each system.")
	private boolean quick;

	@Option(scope = ScopeType.INHERIT, names = "--workload", description = "Only this one: films or wide.")
	private String workload;

	@Option(scope = ScopeType.INHERIT, names = "--system",
			description = "Only this one and ours, as called in the results; can be given more than once.")
	private List<String> systems = new ArrayList<>();

	@Option(scope = ScopeType.INHERIT, names = "--pairs",
			description = "Runs of each pair; 3 by default, 1 with --quick.")
	private Integer pairs;

	@Option(scope = ScopeType.INHERIT, names = "--divisor",
			description = "By how much the workloads are smaller; 1 by default, 4 with --quick.")
	private Integer divisor;

	@Option(scope = ScopeType.INHERIT, names = "--cold",
			description = "Measures ours in a JVM that has done nothing before.")
	private boolean cold;

	@Option(scope = ScopeType.INHERIT, names = "--ours",
			description = "A further setting of the service, as in ingest.batch.max-age=5s.")
	private List<String> settings = new ArrayList<>();

	@Option(scope = ScopeType.INHERIT, names = "--no-build",
			description = "Takes the service and the bench as they were built last.")
	private boolean notBuilt;

	@Option(scope = ScopeType.INHERIT, names = "--home", hidden = true, required = true)
	private Path home;

	boolean quick() {
		return this.quick;
	}

	List<Workload> workloads() {
		List<Workload> all = Workload.all(divisor());
		if (this.workload == null) {
			return all;
		}
		requireKnown("--workload", List.of(this.workload), all.stream().map(Workload::name).toList());
		return all.stream().filter((each) -> each.name().equals(this.workload)).toList();
	}

	/**
	 * Returns the systems that the service is compared with.
	 * @param all the names of all systems
	 * @return the names of the chosen systems
	 */
	List<String> systems(List<String> all) {
		requireKnown("--system", this.systems, all);
		return this.systems.isEmpty() ? all : this.systems;
	}

	private void requireKnown(String option, List<String> chosen, List<String> all) {
		chosen.stream().filter((name) -> !all.contains(name)).findFirst().ifPresent((name) -> {
			throw new ParameterException(this.command.commandLine(),
					"%s %s: there are only %s".formatted(option, name, String.join(", ", all)));
		});
	}

	int pairs() {
		return (this.pairs != null) ? requirePositive("--pairs", this.pairs) : this.quick ? 1 : 3;
	}

	int divisor() {
		return (this.divisor != null) ? requirePositive("--divisor", this.divisor) : this.quick ? 4 : 1;
	}

	private int requirePositive(String option, int value) {
		if (value < 1) {
			throw new ParameterException(this.command.commandLine(), "%s %d: at least 1".formatted(option, value));
		}
		return value;
	}

	boolean cold() {
		return this.cold;
	}

	/**
	 * Returns how many runs the JVM of a peer has done on average before a run that
	 * counts: its warm-up and the earlier counted runs.
	 */
	int warmUpRuns() {
		return this.cold ? 0 : (pairs() + 1) / 2;
	}

	List<String> settings() {
		return this.settings;
	}

	Path home() {
		return this.home.toAbsolutePath();
	}

}
