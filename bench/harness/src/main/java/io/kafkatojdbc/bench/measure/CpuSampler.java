package io.kafkatojdbc.bench.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Samples the CPU time of the client and of all PostgreSQL processes, so that the CPU
 * time of any span of time can be computed later. For a connection that ends, its last
 * sample is kept.
 */
public final class CpuSampler implements AutoCloseable {

	private static final long PERIOD_MILLIS = 100;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final NavigableMap<Instant, Sample> samples = new ConcurrentSkipListMap<>();

	private final Map<String, Double> postgresProcesses = new HashMap<>();

	private final Supplier<List<Long>> clients;

	private final long postgres;

	private final long ownBackend;

	/**
	 * Starts sampling.
	 * @param clients the client's processes; empty while the client has none
	 * @param postgres PostgreSQL's first process
	 * @param ownBackend the process of the bench's own connection, which does not count
	 */
	public CpuSampler(Supplier<List<Long>> clients, long postgres, long ownBackend) {
		this.clients = clients;
		this.postgres = postgres;
		this.ownBackend = ownBackend;
		sample();
		this.timer.scheduleAtFixedRate(this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	private synchronized void sample() {
		for (long pid : ProcessStat.children(this.postgres)) {
			if (pid != this.ownBackend) {
				ProcessStat.of(pid)
					.ifPresent((stat) -> this.postgresProcesses.put(pid + "@" + stat.startedAt(), stat.cpuSeconds()));
			}
		}
		double all = this.postgresProcesses.values().stream().mapToDouble(Double::doubleValue).sum();
		this.samples.put(Instant.now(), new Sample(cpuOf(this.clients.get()), all + cpuOf(List.of(this.postgres))));
	}

	private static double cpuOf(List<Long> pids) {
		return pids.stream().flatMap((pid) -> ProcessStat.of(pid).stream()).mapToDouble(ProcessStat::cpuSeconds).sum();
	}

	/**
	 * Returns the client's CPU time.
	 * @param span the span of time
	 * @return the CPU time in seconds
	 */
	public double client(Span span) {
		return at(span.end()).client() - at(span.start()).client();
	}

	/**
	 * Returns the CPU time of PostgreSQL.
	 * @param span the span of time
	 * @return the CPU time in seconds
	 */
	public double postgres(Span span) {
		return at(span.end()).postgres() - at(span.start()).postgres();
	}

	private Sample at(Instant time) {
		Entry<Instant, Sample> before = this.samples.floorEntry(time);
		Entry<Instant, Sample> after = this.samples.ceilingEntry(time);
		if (before == null || after == null) {
			return ((before != null) ? before : after).getValue();
		}
		double gap = seconds(before.getKey(), after.getKey());
		double share = (gap > 0) ? seconds(before.getKey(), time) / gap : 0;
		return before.getValue().towards(after.getValue(), share);
	}

	private static double seconds(Instant from, Instant to) {
		return Duration.between(from, to).toNanos() / 1e9;
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		sample();
	}

	/**
	 * The CPU seconds since the processes started.
	 *
	 * @param client the CPU seconds of the client
	 * @param postgres the CPU seconds of PostgreSQL
	 */
	private record Sample(double client, double postgres) {

		Sample towards(Sample other, double share) {
			return new Sample(this.client + share * (other.client - this.client),
					this.postgres + share * (other.postgres - this.postgres));
		}

	}

}
