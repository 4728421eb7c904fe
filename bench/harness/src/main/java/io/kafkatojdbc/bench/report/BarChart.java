package io.kafkatojdbc.bench.report;

import java.util.List;
import java.util.Locale;

import io.kafkatojdbc.bench.workload.Workload;

/**
 * Draws rows per second as bars, in SVG that is readable on a light and on a dark
 * background.
 */
final class BarChart {

	private static final int WIDTH = 1080;

	private static final int LABELS = 560;

	private static final int LINE = 24;

	private static final String HEAD = """
			<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
			<title>Rows per second</title>
			<style>
			text { font: 13px system-ui, sans-serif; fill: #1f2328 }
			.title { font-weight: 600; font-size: 15px }
			.ours { fill: #1a7f37 } .peer { fill: #8c959f } .limit { fill: #d8a33c }
			@media (prefers-color-scheme: dark) {
			text { fill: #e6edf3 }
			.ours { fill: #3fb950 } .peer { fill: #6e7681 } .limit { fill: #d29922 }
			}
			</style>
			""";

	private final StringBuilder svg = new StringBuilder();

	private int y;

	private BarChart() {
	}

	static String of(List<Result> results) {
		BarChart chart = new BarChart();
		results.stream()
			.map(Result::workload)
			.distinct()
			.forEach((workload) -> chart.workload(workload,
					results.stream().filter((result) -> result.workload().equals(workload)).toList()));
		return HEAD.formatted(WIDTH, chart.y + LINE) + chart.svg + "</svg>\n";
	}

	private void workload(Workload workload, List<Result> results) {
		this.y += 2 * LINE;
		append("<text class=\"title\" x=\"8\" y=\"%d\">%s: rows per second</text>%n", this.y, workload.name());
		double most = results.stream().mapToDouble(BarChart::rate).max().orElse(1);
		results.forEach((result) -> bar(result, rate(result) / Math.max(1, most)));
	}

	private static double rate(Result result) {
		double rate = result.median().rowsPerSecond();
		return Double.isNaN(rate) ? 0 : rate;
	}

	private void bar(Result result, double share) {
		this.y += LINE;
		double length = Math.max(1, share * (WIDTH - LABELS - 90));
		append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LABELS - 8, this.y,
				escaped(result.contender().toString()));
		append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n", style(result), LABELS,
				this.y - 13, length, LINE - 7);
		append("<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n", LABELS + length + 6, this.y, rate(result));
	}

	private static String style(Result result) {
		if (result.contender().isOurs()) {
			return "ours";
		}
		return "limit".equals(result.contender().system()) ? "limit" : "peer";
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private void append(String format, Object... arguments) {
		this.svg.append(String.format(Locale.ROOT, format, arguments));
	}

}
