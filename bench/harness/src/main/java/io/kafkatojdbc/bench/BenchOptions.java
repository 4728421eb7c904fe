package io.kafkatojdbc.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What can be chosen on the command line. */
class BenchOptions {

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

	boolean includesWorkload(String name) {
		return this.workload == null || this.workload.equals(name);
	}

	boolean includesSystem(String name) {
		return this.systems.isEmpty() || this.systems.contains(name);
	}

	int pairs() {
		return (this.pairs != null) ? this.pairs : this.quick ? 1 : 3;
	}

	int divisor() {
		return (this.divisor != null) ? this.divisor : this.quick ? 4 : 1;
	}

	boolean cold() {
		return this.cold;
	}

	List<String> settings() {
		return this.settings;
	}

	Path home() {
		return this.home.toAbsolutePath();
	}

}
