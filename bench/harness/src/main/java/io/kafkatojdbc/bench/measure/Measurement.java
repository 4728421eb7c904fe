package io.kafkatojdbc.bench.measure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.SystemUnderTest;
import io.kafkatojdbc.bench.system.Trial;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/** Measures runs of one workload, each run in a new database. */
public final class Measurement {

	private static final double MEGABYTE = 1024 * 1024;

	private final Servers servers;

	private final Workload workload;

	private final Reference reference;

	private int runs;

	/**
	 * Creates a measurement.
	 * @param servers the servers
	 * @param workload the records that are written into the database
	 * @param reference the rows that the target must have in the end
	 */
	public Measurement(Servers servers, Workload workload, Reference reference) {
		this.servers = servers;
		this.workload = workload;
		this.reference = reference;
	}

	/**
	 * Measures a run.
	 * @param system the system to be measured
	 * @return the outcome of the run
	 */
	public Outcome run(SystemUnderTest system) {
		String name = "run_%s_%d".formatted(this.workload.name(), ++this.runs);
		Database database = this.servers.postgres().create(name);
		try {
			this.workload.createTarget(database);
			return run(system, new Trial(name, this.servers, this.workload, database));
		}
		finally {
			this.servers.postgres().drop(database);
		}
	}

	private Outcome run(SystemUnderTest system, Trial trial) {
		try {
			system.prepare(trial);
			this.servers.postgres().checkpoint();
			return measure(system, trial);
		}
		finally {
			system.end(trial);
		}
	}

	private Outcome measure(SystemUnderTest system, Trial trial) {
		TargetWatch watch = new TargetWatch(trial.database(), this.workload, this.reference,
				() -> system.failure(trial));
		long wal = this.servers.postgres().walPosition();
		Optional<Instant> firstRow;
		Instant lastRows;
		CpuSampler cpu = new CpuSampler(system::pids, this.servers.postgres().pid(), trial.database().backend());
		try (cpu) {
			system.begin(trial);
			firstRow = system.startsWithFirstVisibleRow() ? Optional.of(watch.awaitFirstRow()) : Optional.empty();
			lastRows = watch.awaitLastRows();
		}
		wal = this.servers.postgres().walPosition() - wal;
		double peak = peak(system.pids());
		Optional<Instant> end = watch.awaitMatch(lastRows);
		Span span = new Span(firstRow.or(() -> system.startedAt(trial)).orElseThrow(), end.orElse(lastRows));
		return new Outcome(this.workload.records() / span.seconds(),
				system.pids().isEmpty() ? Double.NaN : cpu.client(span), cpu.postgres(span), peak, wal / MEGABYTE,
				end.isPresent());
	}

	private static double peak(List<Long> pids) {
		return pids.isEmpty() ? Double.NaN : pids.stream().mapToDouble(ProcessStat::peakMegabytes).sum();
	}

}
