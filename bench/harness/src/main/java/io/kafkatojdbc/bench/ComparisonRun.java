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
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Topics;
import io.kafkatojdbc.bench.workload.Workload;

/** Compares all systems in all workloads, and writes the report. */
class ComparisonRun {

	private static final String INTRODUCTION = """
			# Measured side by side

			%s. Measured on %s%s.

			Start-up is not counted: ours counts from its first staged row, the listeners from the first record they get,
			Debezium from the first row that is visible in the target, all until another session sees the last row there.
			Ours starts a JVM for each run, %s. Debezium's serve one run after two that do not count, the listeners' all their runs after one.
			Each target was compared with an independently computed reference, by count and checksum of all columns.
			CPU and memory of the client are those of its process, PostgreSQL's are those of all its processes. Medians.
			""";

	private final Servers servers;

	private final BenchOptions options;

	private final List<Comparison> comparisons = new ArrayList<>();

	ComparisonRun(Servers servers, BenchOptions options) {
		this.servers = servers;
		this.options = options;
	}

	/** Returns whether all targets were correct. */
	boolean run(Plan plan, List<Workload> workloads) throws IOException {
		for (Workload workload : workloads) {
			run(workload, plan);
		}
		System.out.println(report());
		return results().stream().flatMap((result) -> result.runs().stream()).allMatch(Outcome::correct);
	}

	private void run(Workload workload, Plan plan) throws IOException {
		Progress progress = new Progress(this.options.quick() ? plan.runsOnce() : plan.runs(this.options.pairs()));
		progress.say("Filling the topics of %s, and computing what the target must have".formatted(workload.name()));
		new Topics(this.servers.kafka()).fill(workload);
		Database raw = this.servers.postgres().create("reference_" + workload.name());
		Comparison comparison = new Comparison(this.servers, workload, Reference.compute(workload, raw), progress,
				plan.matches());
		this.comparisons.add(comparison);
		if (this.options.quick()) {
			for (Match match : plan.matches()) {
				comparison.once(match);
				report();
			}
		}
		else {
			for (Relay relay : plan.relays()) {
				comparison.inTurns(relay, this.options.pairs());
				// A user who ends the bench early still gets the results of the earlier
				// relays.
				report();
			}
		}
		plan.alone().forEach((ours) -> comparison.alone(ours, this.options.pairs()));
		this.servers.postgres().drop(raw);
	}

	private String report() throws IOException {
		List<Pairing> pairings = this.comparisons.stream().flatMap((each) -> each.pairings().stream()).toList();
		return new Report(introduction(), results(), pairings).write(this.options.home().resolve("results"));
	}

	private List<Result> results() {
		return this.comparisons.stream().flatMap((each) -> each.results().stream()).toList();
	}

	private String introduction() {
		return INTRODUCTION.formatted(Machine.describe(this.servers), LocalDate.now(), this.options
			.quick() ? " with --quick: few records, one run each, for a first impression only" : "", this.options.cold()
					? "which is cold when its first record comes"
					: "which merges other records first, %d times as many as a workload has; then the target is made anew"
						.formatted(this.options.warmUpRuns()));
	}

}
