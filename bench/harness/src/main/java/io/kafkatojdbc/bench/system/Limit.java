package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * Measures what PostgreSQL alone can do: COPY of prepared data from memory, and the
 * service's merge statement, on one connection for each partition. There is no Kafka, no
 * parsing and no ledger. The staged rows do not survive a crash.
 */
class Limit implements SystemUnderTest {

	private final List<List<byte[]>> chunks;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Database> connections = new ArrayList<>();

	private Instant start;

	private CompletableFuture<Void> work;

	/**
	 * Prepares the data.
	 * @param workload the workload
	 * @param reference the rows of the workload
	 * @param rowsPerMerge rows in each merge of each connection
	 */
	Limit(Workload workload, Reference reference, long rowsPerMerge) {
		this.chunks = IntStream.range(0, workload.partitions())
			.mapToObj((partition) -> chunks(reference, partition, rowsPerMerge))
			.toList();
	}

	private static List<byte[]> chunks(Reference reference, int partition, long rowsPerMerge) {
		long records = reference.records(partition);
		List<byte[]> chunks = new ArrayList<>();
		for (long from = 0; from < records; from += rowsPerMerge) {
			chunks.add(reference.rows(partition, from, from + rowsPerMerge));
		}
		return chunks;
	}

	@Override
	public void prepare(Trial trial) {
		for (int partition = 0; partition < this.chunks.size(); partition++) {
			Database connection = trial.database().another();
			this.connections.add(connection);
			connection.execute("CREATE UNLOGGED TABLE staging_%d AS SELECT t.*, 0::bigint AS kafka_offset FROM %s t"
				.formatted(partition, trial.workload().name()));
			connection.execute("SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off");
		}
	}

	@Override
	public void begin(Trial trial) {
		this.start = Instant.now();
		this.work = CompletableFuture.allOf(IntStream.range(0, this.chunks.size())
			.mapToObj((partition) -> CompletableFuture.runAsync(() -> bring(trial, partition), this.threads))
			.toArray(CompletableFuture[]::new));
	}

	private void bring(Trial trial, int partition) {
		Database connection = this.connections.get(partition);
		String staging = "staging_" + partition;
		String copy = "COPY %s FROM STDIN (FORMAT %s)".formatted(staging,
				trial.workload().content().fastestCopyFormat());
		String merge = trial.workload().statements().merge(staging, "");
		for (byte[] chunk : this.chunks.get(partition)) {
			connection.copyIn(copy, (out) -> out.write(chunk));
			connection.execute("BEGIN; %s; TRUNCATE %s; COMMIT".formatted(merge, staging));
		}
	}

	@Override
	public Optional<Instant> startedAt(Trial trial) {
		return Optional.of(this.start);
	}

	@Override
	public void end(Trial trial) {
		try {
			this.work.join();
		}
		finally {
			this.connections.forEach(Database::close);
			this.connections.clear();
		}
	}

	@Override
	public List<Long> pids() {
		return List.of();
	}

	@Override
	public Optional<String> failure(Trial trial) {
		return this.work.isCompletedExceptionally()
				? Optional.of(this.work.handle((nothing, ex) -> String.valueOf(ex)).join()) : Optional.empty();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
