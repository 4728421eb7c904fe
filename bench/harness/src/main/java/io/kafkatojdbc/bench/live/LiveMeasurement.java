package io.kafkatojdbc.bench.live;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.kafkatojdbc.bench.measure.CpuSampler;
import io.kafkatojdbc.bench.measure.Span;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.Ledger;
import io.kafkatojdbc.bench.system.LiveContender;
import io.kafkatojdbc.bench.system.Trial;
import io.kafkatojdbc.bench.workload.Workload;

/** Measures systems that write records into the target while more records arrive. */
class LiveMeasurement {

	private static final int WARM_UP_SECONDS = 10;

	private static final int PATIENCE = 120;

	private static final int PARTITIONS = 2;

	private final Servers servers;

	private int runs;

	LiveMeasurement(Servers servers) {
		this.servers = servers;
	}

	LiveOutcome run(LiveContender contender, int perSecond, int seconds) {
		String name = "live_" + (++this.runs);
		Workload films = Workload.films(PARTITIONS, 1, 1);
		Database database = this.servers.postgres().create(name);
		this.servers.kafka().createTopic(name, PARTITIONS);
		films.createTarget(database);
		Trial trial = new Trial(name, this.servers, films, database);
		SentTimes sent = new SentTimes(PARTITIONS, perSecond * (WARM_UP_SECONDS + seconds) / PARTITIONS + PARTITIONS);
		try (LiveContender.Running system = contender.opener().start(trial);
				Arrivals arrivals = new Arrivals(trial, sent);
				Visibility visibility = new Visibility(database, sent)) {
			arrivals.send(PARTITIONS);
			require(visibility.watch(() -> false, PATIENCE), contender);
			require(bring(new Load(perSecond, WARM_UP_SECONDS), arrivals, visibility), contender);
			this.servers.postgres().checkpoint();
			long firstBatch = isOurs(contender) ? new Ledger(database).openBatch() : 0;
			LiveOutcome outcome = measure(system, arrivals, visibility, new Load(perSecond, seconds));
			return isOurs(contender) ? with(outcome, new Ledger(database).batches(firstBatch)) : outcome;
		}
		finally {
			this.servers.postgres().drop(database);
			this.servers.kafka().deleteTopic(name);
		}
	}

	private static boolean isOurs(LiveContender contender) {
		return Contender.OURS.equals(contender.system());
	}

	private static void require(boolean ready, LiveContender contender) {
		if (!ready) {
			throw new IllegalStateException("Not all records came through " + contender);
		}
	}

	private LiveOutcome measure(LiveContender.Running system, Arrivals arrivals, Visibility visibility, Load load) {
		CpuSampler cpu = new CpuSampler(() -> List.of(system.pid()), this.servers.postgres().pid(),
				visibility.backend());
		Instant start = Instant.now();
		long startNanos = System.nanoTime();
		boolean complete = bring(load, arrivals, visibility);
		Span span = new Span(start, Instant.now());
		cpu.close();
		Latencies latencies = visibility.latencies();
		return new LiveOutcome(load.records() / span.seconds(), latencies.percentile(0.5, startNanos),
				latencies.percentile(0.9, startNanos), latencies.percentile(0.99, startNanos), cpu.client(span),
				cpu.postgres(span), null, complete);
	}

	/** Returns whether all records became visible. */
	private static boolean bring(Load load, Arrivals arrivals, Visibility visibility) {
		CompletableFuture<Void> sending = CompletableFuture
			.runAsync(() -> arrivals.send(load.perSecond(), load.seconds()));
		boolean complete = visibility.watch(() -> !sending.isDone(), PATIENCE);
		sending.join();
		return complete;
	}

	private static LiveOutcome with(LiveOutcome outcome, Ledger.Batches batches) {
		return new LiveOutcome(outcome.rowsPerSecond(), outcome.p50(), outcome.p90(), outcome.p99(),
				outcome.clientCpuSeconds(), outcome.postgresCpuSeconds(), batches, outcome.complete());
	}

	/**
	 * The rate and the time at which records arrive.
	 *
	 * @param perSecond records in a second
	 * @param seconds the time in seconds
	 */
	private record Load(int perSecond, int seconds) {

		double records() {
			return (double) this.perSecond * this.seconds;
		}

	}

}
