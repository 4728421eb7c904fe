package io.kafkatojdbc.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Pairing.Pair;
import io.kafkatojdbc.bench.workload.Workload;

/** Writes the figures as Markdown tables. */
final class MarkdownReport {

	private final StringBuilder out = new StringBuilder();

	private final List<Result> results;

	private final List<Pairing> pairings;

	private MarkdownReport(List<Result> results, List<Pairing> pairings) {
		this.results = results;
		this.pairings = pairings;
	}

	static String of(String introduction, List<Result> results, List<Pairing> pairings) {
		MarkdownReport report = new MarkdownReport(results, pairings);
		report.out.append(introduction);
		results.stream().map(Result::workload).distinct().forEach(report::workload);
		return report.out.toString();
	}

	private void workload(Workload workload) {
		append("%n## %s: %,d records, %,d keys%n%n", workload.name(), workload.records(), workload.ids());
		append("| system | settings | rows/s | ours (first row) to it | client CPU s | PostgreSQL CPU s | client peak MB | WAL MB | correct |%n");
		append("|---|---|---:|---:|---:|---:|---:|---:|---|%n");
		List<Result> here = this.results.stream().filter((result) -> result.workload().equals(workload)).toList();
		here.forEach(this::row);
		pairings(workload);
		append("%n%s", PeerWins.of(here));
	}

	private void pairings(Workload workload) {
		List<Pairing> here = this.pairings.stream().filter((pairing) -> pairing.workload().equals(workload)).toList();
		if (here.isEmpty()) {
			return;
		}
		append("%n| ours | peer | ratio, median | of each pair | ours' client CPU to the peer's |%n|---|---|---:|---|---:|%n");
		here.forEach(this::pairing);
	}

	private void row(Result result) {
		Outcome median = result.median();
		append("| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n", result.contender().system(),
				result.contender().settings(), number("%,.0f", median.rowsPerSecond()), number("%.2f", ratio(result)),
				number("%.1f", median.clientCpuSeconds()), number("%.1f", median.postgresCpuSeconds()),
				number("%,.0f", median.peakRssMb()), number("%,.0f", median.walMb()), median.correct() ? "yes" : "NO");
	}

	private double ratio(Result result) {
		return this.pairings.stream()
			.filter((pairing) -> pairing.workload().equals(result.workload()))
			.filter((pairing) -> pairing.ours().equals(this.results.get(0).contender()))
			.filter((pairing) -> pairing.peer().equals(result.contender()))
			.mapToDouble(Pairing::ratio)
			.findFirst()
			.orElse(Double.NaN);
	}

	private void pairing(Pairing pairing) {
		append("| %s | %s | %s | %s | %s |%n", pairing.ours().settings(), pairing.peer(),
				number("%.2f", pairing.ratio()),
				pairing.pairs()
					.stream()
					.map(Pair::ratio)
					.map((ratio) -> number("%.2f", ratio))
					.collect(Collectors.joining(", ")),
				number("%.2f", pairing.clientCpuRatio()));
	}

	private static String number(String format, double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
	}

	private void append(String format, Object... arguments) {
		this.out.append(String.format(Locale.ROOT, format, arguments));
	}

}
