package io.kafkatojdbc.bench.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kafkatojdbc.bench.measure.Median;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.system.LiveContender;

/** Measures how long it takes until a record is visible, at a moderate rate. */
public final class LatencyRun {

	private static final int PER_SECOND = 2_000;

	private static final int SECONDS = 20;

	private final LiveMeasurement measurement;

	private final List<LiveContender> contenders = new ArrayList<>();

	private final int runs;

	/**
	 * Prepares the measurement.
	 * @param servers the servers
	 * @param contenders the systems to be measured
	 * @param runs how often each system is measured
	 */
	public LatencyRun(Servers servers, Contenders contenders, int runs) {
		this.runs = runs;
		this.measurement = new LiveMeasurement(servers);
		this.contenders.add(contenders.live("max-age 100 ms", List.of("ingest.batch.max-age=100ms")));
		this.contenders.addAll(contenders.liveDebezium());
	}

	/**
	 * Runs the measurement.
	 * @return a table in Markdown
	 */
	public String run() {
		StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
				"""
						## Latency at %,d records per second

						From the call of the producer's send until another connection, which looks every 3 ms, sees the row; %d s of new
						films, after 10 s that do not count; milliseconds. Medians of %d runs in turns.

						| system | settings | p50 | p90 | p99 | client CPU s | PostgreSQL CPU s | all came |
						|---|---|---:|---:|---:|---:|---:|---|
						""",
				PER_SECOND, SECONDS, this.runs));
		Map<LiveContender, List<LiveOutcome>> outcomes = new LinkedHashMap<>();
		for (int run = 1; run <= this.runs; run++) {
			for (LiveContender contender : this.contenders) {
				System.err.printf("latency %d/%d: %s (%s)%n", run, this.runs, contender.system(), contender.settings());
				outcomes.computeIfAbsent(contender, (key) -> new ArrayList<>())
					.add(this.measurement.run(contender, PER_SECOND, SECONDS));
			}
		}
		outcomes.forEach((contender, all) -> out.append(row(contender, all)));
		return out.toString();
	}

	private static String row(LiveContender contender, List<LiveOutcome> runs) {
		return String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f | %.0f | %.1f | %.1f | %s |%n", contender.system(),
				contender.settings(), Median.of(runs, LiveOutcome::p50), Median.of(runs, LiveOutcome::p90),
				Median.of(runs, LiveOutcome::p99), Median.of(runs, LiveOutcome::clientCpuSeconds),
				Median.of(runs, LiveOutcome::postgresCpuSeconds),
				runs.stream().allMatch(LiveOutcome::complete) ? "yes" : "NO");
	}

}
