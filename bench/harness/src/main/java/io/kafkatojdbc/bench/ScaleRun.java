package io.kafkatojdbc.bench;

import java.util.List;
import java.util.Locale;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Result;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/** Measures the service with more consumers, more instances, and a large target. */
class ScaleRun {

	private static final int PARTITIONS = 4;

	private static final int STRIDE = 20;

	/** How many times the large batch is as large as the others. */
	private static final int TIMES = 5;

	private final Servers servers;

	private final Contenders contenders;

	private final BenchOptions options;

	private final StringBuilder out = new StringBuilder("""
			## More consumers, more instances, a large target

			| | target before | rows/s | client CPU s | PostgreSQL CPU s | peak MB of all instances | WAL MB | correct |
			|---|---:|---:|---:|---:|---:|---:|---|
			""");

	ScaleRun(Servers servers, Contenders contenders, BenchOptions options) {
		this.servers = servers;
		this.contenders = contenders;
		this.options = options;
	}

	String run() {
		Workload films = Workload.films(PARTITIONS, 1, this.options.divisor());
		measure(films, List.of(ours("1 consumer", List.of(List.of("lucas"))),
				ours("2 consumers", List.of(List.of("lucas", "jon"))),
				ours("4 consumers", List.of(List.of("lucas", "jon", "mia", "ben"))),
				ours("2 instances with 1 consumer each", List.of(List.of("lucas"), List.of("jon"))),
				ours("2 instances with 2 consumers each", List.of(List.of("lucas", "jon"), List.of("mia", "ben")))));
		measure(Workload.films(PARTITIONS, STRIDE, this.options.divisor()),
				List.of(ours("2 consumers, keys all over the target", List.of(List.of("lucas", "jon")))));
		measure(new Workload(films.content(), films.records() * TIMES, films.ids() * TIMES, PARTITIONS, 0),
				List.of(ours("2 consumers, a batch of %,d rows".formatted(films.records() * TIMES),
						List.of(List.of("lucas", "jon")))));
		return this.out.toString();
	}

	private Contender ours(String description, List<List<String>> consumers) {
		return this.contenders.withConsumers(description, consumers);
	}

	private void measure(Workload workload, List<Contender> all) {
		Progress progress = new Progress(all.size() * this.options.pairs());
		Database raw = this.servers.postgres().create("reference");
		Comparison comparison = new Comparison(this.servers, workload, Reference.compute(workload, raw), progress,
				List.of());
		all.forEach((contender) -> comparison.alone(contender, this.options.pairs()));
		comparison.results().forEach(this::row);
		this.servers.postgres().drop(raw);
	}

	private void row(Result result) {
		Outcome median = result.median();
		this.out.append(String.format(Locale.ROOT, "| %s | %,d | %,.0f | %.1f | %.1f | %,.0f | %,.0f | %s |%n",
				result.contender().settings(), result.workload().initialRows(), median.rowsPerSecond(),
				median.clientCpuSeconds(), median.postgresCpuSeconds(), median.peakRssMb(), median.walMb(),
				median.correct() ? "yes" : "NO"));
	}

}
