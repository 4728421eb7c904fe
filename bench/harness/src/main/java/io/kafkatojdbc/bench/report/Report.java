package io.kafkatojdbc.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The report of a comparison.
 *
 * @param introduction an explanation of the figures, as Markdown
 * @param results the runs of each system, the service's first setting first
 * @param pairings the runs in turns
 */
public record Report(String introduction, List<Result> results, List<Pairing> pairings) {

	/**
	 * Writes the report as Markdown, JSON and SVG.
	 * @param directory the directory for the files
	 * @return the Markdown
	 * @throws IOException if the files cannot be written
	 */
	public String write(Path directory) throws IOException {
		Files.createDirectories(directory);
		String markdown = MarkdownReport.of(this.introduction, this.results, this.pairings);
		Files.writeString(directory.resolve("latest.md"), markdown);
		Files.writeString(directory.resolve("latest.json"), JsonReport.of(this.results));
		Files.writeString(directory.resolve("latest.svg"), BarChart.of(this.results));
		return markdown;
	}

}
