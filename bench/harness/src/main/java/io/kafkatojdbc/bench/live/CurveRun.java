package io.kafkatojdbc.bench.live;

import java.util.List;
import java.util.Locale;

import io.kafkatojdbc.bench.measure.Measurement;
import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contenders;
import io.kafkatojdbc.bench.system.Ledger;
import io.kafkatojdbc.bench.system.LiveContender;
import io.kafkatojdbc.bench.system.ServiceUnderTest;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/** Measures the service in its defaults, from a trickle of records to a backlog. */
public final class CurveRun {

	private static final List<Integer> RATES = List.of(10, 100, 1_000, 10_000, 50_000);

	private static final int SECONDS = 30;

	private final Servers servers;

	private final Contenders contenders;

	private final Workload backlog;

	private final StringBuilder out = new StringBuilder(
			"""
					## From a trickle to a backlog

					The service in its defaults. Each batch is one call of the procedure, or one for each slice. Latency is from the call of
					the producer's send until the row is visible, after 10 s that do not count; milliseconds. Rows/s are those until the last row
					is visible, and the last few may wait 10 s for more. Batches/s are those by the time in which records were sent, and of
					the backlog by the time that it took.

					| records/s that arrive | rows/s | batches | rows of the median batch | of the largest | batches/s | p50 | p99 | complete |
					|---:|---:|---:|---:|---:|---:|---:|---:|---|
					""");

	/**
	 * Prepares the measurement.
	 * @param servers the servers
	 * @param contenders opens the service
	 * @param divisor the full size of the backlog is divided by this number
	 */
	public CurveRun(Servers servers, Contenders contenders, int divisor) {
		this.servers = servers;
		this.contenders = contenders;
		this.backlog = Workload.all(divisor).get(0);
	}

	/**
	 * Runs the measurement.
	 * @return a table in Markdown
	 */
	public String run() {
		LiveMeasurement measurement = new LiveMeasurement(this.servers);
		LiveContender service = this.contenders.live("defaults", List.of());
		for (int rate : RATES) {
			System.err.printf(Locale.ROOT, "curve: %,d records per second%n", rate);
			LiveOutcome outcome = measurement.run(service, rate, SECONDS);
			row(String.format(Locale.ROOT, "%,d", rate), outcome, SECONDS);
		}
		System.err.println("curve: backlog");
		LiveOutcome backlog = backlog();
		row(String.format(Locale.ROOT, "all %,d at once", this.backlog.records()), backlog,
				this.backlog.records() / backlog.rowsPerSecond());
		return this.out.toString();
	}

	private LiveOutcome backlog() {
		Database raw = this.servers.postgres().create("reference_curve");
		try (ServiceUnderTest service = this.contenders.inDefaults(this.backlog)) {
			Outcome outcome = new Measurement(this.servers, this.backlog, Reference.compute(this.backlog, raw))
				.run(service);
			return new LiveOutcome(outcome.rowsPerSecond(), Double.NaN, Double.NaN, Double.NaN,
					outcome.clientCpuSeconds(), outcome.postgresCpuSeconds(), service.batches(), outcome.correct());
		}
		finally {
			this.servers.postgres().drop(raw);
		}
	}

	private void row(String arriving, LiveOutcome outcome, double seconds) {
		Ledger.Batches batches = outcome.batches();
		this.out.append(String.format(Locale.ROOT, "| %s | %,.0f | %,d | %,.0f | %,d | %.2f | %s | %s | %s |%n",
				arriving, outcome.rowsPerSecond(), batches.count(), batches.medianRows(), batches.maxRows(),
				batches.count() / seconds, milliseconds(outcome.p50()), milliseconds(outcome.p99()),
				outcome.complete() ? "yes" : "NO"));
	}

	private static String milliseconds(double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
	}

}
