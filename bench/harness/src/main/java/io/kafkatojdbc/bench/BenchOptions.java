package io.kafkatojdbc.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

/** What can be chosen on the command line. */
class BenchOptions {

	@Option(names = "--quick", description = "A quarter of the records, and one run of each system.")
	private boolean quick;

	@Option(names = "--workload", description = "Only this one: films or wide.")
	private String workload;

	@Option(names = "--system",
			description = "Only this one and ours, as called in the results; can be given more than once.")
	private List<String> systems = new ArrayList<>();

	@Option(names = "--pairs", description = "Runs of each pair; 3 by default, 1 with --quick.")
	private Integer pairs;

	@Option(names = "--divisor", description = "By how much the workloads are smaller; 1 by default, 4 with --quick.")
	private Integer divisor;

	@Option(names = "--cold", description = "Measures ours in a JVM that has done nothing before.")
	private boolean cold;

	@Option(names = "--ours", description = "A further setting of the service, as in ingest.batch.max-age=5s.")
	private List<String> settings = new ArrayList<>();

	@Option(names = "--no-build", description = "Takes the service and the bench as they were built last.")
	private boolean notBuilt;

	@Option(names = "--home", hidden = true, required = true)
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
