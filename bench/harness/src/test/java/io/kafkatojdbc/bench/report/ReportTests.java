package io.kafkatojdbc.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Pairing.Pair;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The report says what was measured, and nothing of what was not. */
class ReportTests {

	private static final Workload FILMS = Workload.all(1).get(0);

	private static final Contender OURS = new Contender("ours", "some settings", null);

	private static final Contender PEER = new Contender("limit", "1 < 2 & 3", null);

	private static final Outcome SLOW = new Outcome(100, 3, 4, 500, 10, true);

	private static final Outcome MIDDLE = new Outcome(200, 2, 5, 400, 20, true);

	private static final Outcome FAST = new Outcome(400, 1, 6, 300, 30, true);

	private static final Outcome WRONG = new Outcome(10_000, 1, 1, 1, 1, false);

	@TempDir
	private Path directory;

	@Test
	void ratiosAreThoseOfPairs() throws IOException {
		String report = report(List.of(FAST, MIDDLE, SLOW), List.of(SLOW, SLOW, SLOW));
		assertThat(report).contains("| ours | some settings | 200 | – | 2.0 | 5.0 | 400 | 20 | yes |")
			.contains("| limit | 1 < 2 & 3 | 100 | 2.00 | 3.0 | 4.0 | 500 | 10 | yes |")
			.contains("| some settings | limit (1 < 2 & 3) | 2.00 | 4.00, 2.00, 1.00 | 0.67 |");
	}

	@Test
	void itSaysWhoIsBetterInWhat() throws IOException {
		assertThat(report(List.of(MIDDLE), List.of(SLOW))).contains("Better than ours (some settings):")
			.contains("- limit (1 < 2 & 3) in PostgreSQL CPU, by a factor of 1.25")
			.contains("- limit (1 < 2 & 3) in WAL, by a factor of 2.00")
			.doesNotContain("in rows/s")
			.doesNotContain("in client CPU");
		assertThat(report(List.of(MIDDLE), List.of(FAST))).contains("in rows/s, by a factor of 2.00");
		assertThat(report(List.of(MIDDLE), List.of(MIDDLE)))
			.contains("No peer is better than ours (some settings) in any column.");
	}

	@Test
	void aTargetThatWasNotRightCountsForNothing() throws IOException {
		String report = report(List.of(MIDDLE, MIDDLE), List.of(WRONG, SLOW));
		assertThat(report).contains("| limit | 1 < 2 & 3 | 100 | – | 3.0 | 4.0 | 500 | 10 | NO |");
		assertThat(json().get(1).get("correct").booleanValue()).isFalse();
		assertThat(json().get(1).get("rowsPerSecond").intValue()).isEqualTo(100);
	}

	@Test
	void whatFailedHasNoFigures() throws IOException {
		String report = report(List.of(Outcome.FAILED), List.of(Outcome.FAILED));
		assertThat(report).contains("| ours | some settings | – | – | – | – | – | – | NO |")
			.doesNotContain("Infinity")
			.doesNotContain("NaN");
		assertThat(json().get(0).get("rowsPerSecond").isNull()).isTrue();
		assertThat(this.directory.resolve("latest.svg")).content().doesNotContain("NaN");
	}

	@Test
	void jsonHasAnEntryForEachSystem() throws IOException {
		report(List.of(FAST), List.of(SLOW));
		assertThat(json().get(0).toString()).isEqualTo("""
				{"workload":"films","system":"ours","settings":"some settings","rowsPerSecond":400.0,\
				"clientCpuSeconds":1.0,"postgresCpuSeconds":6.0,"peakRssMb":300.0,"walMb":30.0,"correct":true}""");
		assertThat(json()).hasSize(2);
	}

	@Test
	void thePictureHasABarForEach() throws IOException {
		report(List.of(FAST), List.of(SLOW));
		assertThat(this.directory.resolve("latest.svg")).content()
			.contains("limit (1 &lt; 2 &amp; 3)")
			.containsPattern("class=\"ours\" x=\"560\" y=\"\\d+\" width=\"430.0\"")
			.containsPattern("class=\"limit\" x=\"560\" y=\"\\d+\" width=\"107.5\"");
	}

	private String report(List<Outcome> ours, List<Outcome> peers) throws IOException {
		List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < ours.size(); i++) {
			pairs.add(new Pair(ours.get(i), peers.get(i)));
		}
		return new Report("", List.of(new Result(FILMS, OURS, ours), new Result(FILMS, PEER, peers)),
				List.of(new Pairing(FILMS, OURS, PEER, pairs)))
			.write(this.directory);
	}

	private JsonNode json() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.directory.resolve("latest.json")));
	}

}
