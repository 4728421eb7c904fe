package io.kafkatojdbc.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Machine;
import io.kafkatojdbc.bench.report.Pairing;
import io.kafkatojdbc.bench.report.Report;
import io.kafkatojdbc.bench.report.Result;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Topics;
import io.kafkatojdbc.bench.workload.Workload;

/** The comparison of all systems in all workloads, and its report. */
class ComparisonRun {

	private static final String INTRODUCTION = """
			# Measured side by side

			%s. Measured on %s%s.

			Start-up is not counted: ours counts from its first staged row, the listeners from the first record they get,
			Debezium from the first row that is visible in the target, all until another session sees the last row there.
			Ours starts a JVM for each run, %s. The peers' JVMs serve all their runs.
			Each target was compared with an independently computed reference, by count and checksum of all columns.
			CPU and memory of the client are those of its process, PostgreSQL's are those of all its processes. Medians.
			""";

	private final Servers servers;

	private final Contenders contenders;

	private final BenchOptions options;

	private final List<Result> results = new ArrayList<>();

	private final List<Pairing> pairings = new ArrayList<>();

	ComparisonRun(Servers servers, Contenders contenders, BenchOptions options) {
		this.servers = servers;
		this.contenders = contenders;
		this.options = options;
	}

	/** Returns whether all targets were right. */
	boolean run() throws IOException {
		List<Workload> workloads = Workload.all(this.options.divisor())
			.stream()
			.filter((workload) -> this.options.includesWorkload(workload.name()))
			.toList();
		Plan plan = new Plan(this.contenders, this.options);
		for (Workload workload : workloads) {
			run(workload, plan);
		}
		System.out.println(
				new Report(introduction(), this.results, this.pairings).write(this.options.home().resolve("results")));
		return this.results.stream().flatMap((result) -> result.runs().stream()).allMatch(Outcome::correct);
	}

	private void run(Workload workload, Plan plan) {
		Progress progress = new Progress(this.options.quick() ? plan.runsOnce() : plan.runs(this.options.pairs()));
		progress.say("Filling the topics of %s, and computing what the target must have".formatted(workload.name()));
		new Topics(this.servers.kafka()).fill(workload);
		Database raw = this.servers.postgres().create("reference_" + workload.name());
		Comparison comparison = new Comparison(this.servers, workload, Reference.compute(workload, raw), progress);
		for (Plan.Match match : plan.matches()) {
			if (this.options.quick()) {
				comparison.once(match.ours(), match.peer());
			}
			else {
				comparison.inTurns(match.ours(), match.peer(), this.options.pairs());
			}
		}
		plan.alone().forEach((ours) -> comparison.alone(ours, this.options.pairs()));
		this.servers.postgres().drop(raw);
		this.results.addAll(comparison.results());
		this.pairings.addAll(comparison.pairings());
	}

	private String introduction() {
		return INTRODUCTION.formatted(Machine.describe(this.servers), LocalDate.now(),
				this.options.quick() ? " with --quick: few records, one run each, for a first impression only" : "",
				this.options.cold() ? "which is cold when its first record comes"
						: "which merges three times as many other records first; then the target is made anew");
	}

}
