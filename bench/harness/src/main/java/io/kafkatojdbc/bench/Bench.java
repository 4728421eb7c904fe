package io.kafkatojdbc.bench;

import java.util.concurrent.Callable;

import io.kafkatojdbc.bench.server.Children;
import io.kafkatojdbc.bench.server.Servers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line. */
@Command(name = "bench/run.sh", mixinStandardHelpOptions = true,
		description = "Measures the service side by side with other ways from Kafka into PostgreSQL.")
public final class Bench implements Callable<Integer> {

	@Mixin
	private BenchOptions options = new BenchOptions();

	private Bench() {
	}

	/**
	 * Measures.
	 * @param args the options
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new Bench()).execute(args));
	}

	@Override
	public Integer call() throws Exception {
		try (Children children = Children.create()) {
			System.err.println("Starting PostgreSQL and Kafka in " + children.directory());
			return new ComparisonRun(Servers.start(this.options.home(), children), this.options).run() ? 0 : 1;
		}
	}

}
