package io.kafkatojdbc.bench.system;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.listener.ListenerMode;
import io.kafkatojdbc.bench.workload.Workload;

/** All systems that are compared, with their settings. */
public final class Contenders {

	private static final long FIXED_BATCH = 200_000;

	private static final int MOST_WARM_UP = 2_000_000;

	private static final List<String> BACKLOG = List.of("ingest.merge.parallelism=2",
			"ingest.batch.max-rows-behind=%d");

	private static final List<List<String>> CONSUMERS = List.of(List.of("lucas", "jon"));

	private static final Map<String, String> BEST = Map.of("dialect.postgres.unnest.insert.enabled", "true",
			"use.reduction.buffer", "true", "batch.size", "10000", "consumer.override.max.poll.records", "10000",
			"consumer.override.max.partition.fetch.bytes", "4194304", "consumer.override.receive.buffer.bytes", "-1");

	private final Path jar;

	private final List<String> further;

	private final int warmUpRuns;

	/**
	 * Creates the list.
	 * @param jar the packaged service
	 * @param further more settings of the service
	 * @param warmUpRuns the number of other records that the service's JVM has merged
	 * before it is measured, as a multiple of the workload's records
	 */
	public Contenders(Path jar, List<String> further, int warmUpRuns) {
		this.jar = jar;
		this.further = List.copyOf(further);
		this.warmUpRuns = warmUpRuns;
	}

	/**
	 * Returns the service with parallel merges, and with batches that can take a whole
	 * backlog.
	 * @return the setting that the peers are compared with
	 */
	public Contender backlog() {
		return ours("parallelism 2, max-rows-behind = backlog", BACKLOG);
	}

	/**
	 * Returns the service with one merge at a time.
	 * @return the setting
	 */
	public Contender oneMerge() {
		return ours("parallelism 1, pause, max-rows-behind = backlog",
				List.of("ingest.merge.parallelism=1", "ingest.merge.mode=pause", "ingest.batch.max-rows-behind=%d"));
	}

	/**
	 * Returns the service with batches that do not grow. A short silence also completes a
	 * batch, because the last batch is not full.
	 * @return the setting
	 */
	public Contender fixedBatches() {
		return ours("parallelism 2, batches of 200,000",
				List.of("ingest.merge.parallelism=2", "ingest.batch.max-rows=" + FIXED_BATCH,
						"ingest.batch.max-rows-behind=" + FIXED_BATCH, "ingest.batch.quiet-period=200ms"));
	}

	/**
	 * Returns the service in the setting of {@link #backlog} with other consumers.
	 * @param description the difference, in words
	 * @param consumers the consumers of each instance
	 * @return the setting
	 */
	public Contender withConsumers(String description, List<List<String>> consumers) {
		return ours(description, consumers, BACKLOG);
	}

	/**
	 * Returns the service without any settings.
	 * @param workload the records that will be written into the database
	 * @return the service
	 */
	public ServiceUnderTest inDefaults(Workload workload) {
		return service(workload, CONSUMERS, List.of());
	}

	/**
	 * Returns the service for records that arrive while it runs.
	 * @param description the differences from the service's defaults, in words
	 * @param settings the service's settings
	 * @return the setting
	 */
	public LiveContender live(String description, List<String> settings) {
		return new LiveContender(Contender.OURS, description, (trial) -> {
			ServiceProcess.createTables(trial);
			ServiceProcess service = ServiceProcess.start(this.jar, settings(trial.workload(), settings), trial);
			service.add(CONSUMERS.get(0));
			return new LiveContender.Running(service.pid(), service::close);
		});
	}

	/**
	 * Returns Debezium's JDBC sink for records that arrive while it runs.
	 * @return the sink with its defaults, and the sink with its fastest settings
	 */
	public List<LiveContender> liveDebezium() {
		return List.of(liveDebezium(debeziumDefault(), Map.of()), liveDebezium(debeziumBest(), BEST));
	}

	private static LiveContender liveDebezium(Contender contender, Map<String, String> settings) {
		return new LiveContender(contender.system(), contender.settings(), (trial) -> {
			DebeziumSink sink = new DebeziumSink(trial.servers(), settings);
			sink.connect(trial, trial.name());
			return new LiveContender.Running(sink.pids().get(0), sink::close);
		});
	}

	private Contender ours(String description, List<String> settings) {
		return ours(description, CONSUMERS, settings);
	}

	private Contender ours(String description, List<List<String>> consumers, List<String> settings) {
		return new Contender(Contender.OURS, description,
				(servers, workload, reference) -> service(workload, consumers, settings));
	}

	private ServiceUnderTest service(Workload workload, List<List<String>> consumers, List<String> settings) {
		return new ServiceUnderTest(new ServiceSetup(this.jar, settings(workload, settings), consumers,
				this.warmUpRuns * Math.min(workload.records(), MOST_WARM_UP)));
	}

	private Map<String, String> settings(Workload workload, List<String> settings) {
		Map<String, String> all = new LinkedHashMap<>();
		Stream.concat(settings.stream(), this.further.stream())
			.map((setting) -> setting.formatted(workload.records()).split("=", 2))
			.forEach((setting) -> all.put(setting[0], setting[1]));
		return all;
	}

	/**
	 * Returns Debezium's JDBC sink with the documented settings that make it fastest.
	 * @return the setting
	 */
	public Contender debeziumBest() {
		return new Contender("debezium-best", "unnest, reduction buffer, batch = poll = 10,000, 2 tasks",
				(servers, workload, reference) -> new DebeziumSink(servers, BEST));
	}

	/**
	 * Returns Debezium's JDBC sink with its defaults.
	 * @return the setting
	 */
	public Contender debeziumDefault() {
		return new Contender("debezium-default", "upsert, 2 tasks",
				(servers, workload, reference) -> new DebeziumSink(servers, Map.of()));
	}

	/**
	 * Returns a hand-written listener.
	 * @param mode how the listener writes
	 * @param maxPollRecords how many records a poll returns at most
	 * @return the setting
	 */
	public Contender listener(ListenerMode mode, int maxPollRecords) {
		return new Contender(mode.system(), mode.description() + ", poll %,d".formatted(maxPollRecords),
				(servers, workload, reference) -> new HandWrittenListener(servers, mode, maxPollRecords));
	}

	/**
	 * Returns COPY and merge from memory, with one merge for each partition.
	 * @return the setting
	 */
	public Contender limitOfBacklog() {
		return limit("2 connections, one merge each", Long.MAX_VALUE / 2);
	}

	/**
	 * Returns COPY and merge from memory, in batches like {@link #fixedBatches}.
	 * @return the setting
	 */
	public Contender limitOfFixedBatches() {
		return limit("2 connections, batches of 200,000", FIXED_BATCH / 2);
	}

	private static Contender limit(String description, long rowsPerMerge) {
		return new Contender("limit", description,
				(servers, workload, reference) -> new Limit(workload, reference, rowsPerMerge));
	}

}
