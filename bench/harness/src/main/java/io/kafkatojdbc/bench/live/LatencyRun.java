package io.kafkatojdbc.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.system.LiveContender;

/** How long it takes until a record is visible, at a moderate rate. */
public final class LatencyRun {

	private static final int PER_SECOND = 2_000;

	private static final int SECONDS = 20;

	private final LiveMeasurement measurement;

	private final List<LiveContender> contenders = new ArrayList<>();

	/**
	 * Prepares the measurement.
	 * @param servers the servers
	 * @param contenders who is measured
	 */
	public LatencyRun(Servers servers, Contenders contenders) {
		this.measurement = new LiveMeasurement(servers);
		this.contenders.add(contenders.live("max-age 100 ms", List.of("ingest.batch.max-age=100ms")));
		this.contenders.addAll(contenders.liveDebezium());
	}

	/**
	 * Measures.
	 * @return a table in Markdown
	 */
	public String run() {
		StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
				"""
						## Latency at %,d records per second

						From the call of the producer's send until another connection, which looks every 3 ms, sees the row; %d s of new
						films, of which the first 3 s are left out; milliseconds.

						| system | settings | p50 | p90 | p99 | client CPU s | PostgreSQL CPU s | all came |
						|---|---|---:|---:|---:|---:|---:|---|
						""",
				PER_SECOND, SECONDS));
		for (LiveContender contender : this.contenders) {
			System.err.printf("latency: %s (%s)%n", contender.system(), contender.settings());
			LiveOutcome outcome = this.measurement.run(contender, PER_SECOND, SECONDS);
			out.append(String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f | %.0f | %.1f | %.1f | %s |%n",
					contender.system(), contender.settings(), outcome.p50(), outcome.p90(), outcome.p99(),
					outcome.clientCpuSeconds(), outcome.postgresCpuSeconds(), outcome.complete() ? "yes" : "NO"));
		}
		return out.toString();
	}

}
