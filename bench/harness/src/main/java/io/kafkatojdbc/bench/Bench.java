package io.kafkatojdbc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.live.CurveRun;
import io.kafkatojdbc.bench.live.LatencyRun;
import io.kafkatojdbc.bench.report.Machine;
import io.kafkatojdbc.bench.server.Children;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.workload.Workload;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the bench. */
@Command(name = "bench/run.sh", mixinStandardHelpOptions = true,
		description = "Measures the service side by side with other ways from Kafka into PostgreSQL.")
public final class Bench implements Callable<Integer> {

	@Mixin
	private BenchOptions options = new BenchOptions();

	private Bench() {
	}

	/**
	 * Runs the measurement that the options ask for.
	 * @param args the options
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new Bench()).execute(args));
	}

	@Override
	public Integer call() throws IOException {
		Plan plan = new Plan(contenders(), this.options);
		List<Workload> workloads = this.options.workloads();
		try (Children children = Children.create()) {
			return new ComparisonRun(start(children), this.options).run(plan, workloads) ? 0 : 1;
		}
	}

	@Command(name = "latency", description = "Measures how long it takes until a record is visible.")
	int latency() throws IOException {
		return write("latency.md",
				(servers, contenders) -> new LatencyRun(servers, contenders, this.options.pairs()).run());
	}

	@Command(name = "curve", description = "Measures ours in its defaults, from a trickle to a backlog.")
	int curve() throws IOException {
		return write("curve.md",
				(servers, contenders) -> new CurveRun(servers, contenders, this.options.divisor()).run());
	}

	@Command(name = "scale", description = "Measures ours with more consumers, more instances and a large target.")
	int scale() throws IOException {
		return write("scale.md", (servers, contenders) -> new ScaleRun(servers, contenders, this.options).run());
	}

	private int write(String file, BiFunction<Servers, Contenders, String> run) throws IOException {
		Contenders contenders = contenders();
		try (Children children = Children.create()) {
			Servers servers = start(children);
			String table = run.apply(servers, contenders) + "\n" + Machine.describe(servers) + ".\n";
			Path results = Files.createDirectories(this.options.home().resolve("results"));
			Files.writeString(results.resolve(file), table);
			System.out.println(table);
			return 0;
		}
	}

	private Servers start(Children children) {
		System.err.println("Starting PostgreSQL and Kafka in " + children.directory());
		return Servers.start(this.options.home(), children);
	}

	private Contenders contenders() throws IOException {
		try (Stream<Path> files = Files.list(this.options.home().resolveSibling("target"))) {
			Path jar = files.filter((file) -> file.getFileName().toString().matches("kafka-to-jdbc-batch-.*\\.jar"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("The service is not built; run without --no-build"));
			return new Contenders(jar, this.options.settings(), this.options.warmUpRuns());
		}
	}

}
