package io.kafkatojdbc.bench.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kafkatojdbc.bench.server.Database;

/**
 * Checks every few milliseconds, on its own connection, which records are in the target.
 * The records of a partition arrive in order, so the highest number is enough.
 */
class Visibility implements AutoCloseable {

	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

	private final Database database;

	private final SentTimes sent;

	private final Latencies latencies = new Latencies();

	private final String query;

	private final int[] seen;

	Visibility(Database database, SentTimes sent) {
		this.database = database.another();
		this.sent = sent;
		this.seen = new int[sent.partitions()];
		// In the database's collation, a point follows the hyphen.
		this.query = IntStream.range(0, sent.partitions())
			.mapToObj("(SELECT max(id) FROM films WHERE id >= '%1$d-' AND id < '%1$d.')"::formatted)
			.collect(Collectors.joining(", ", "SELECT ARRAY[", "]"));
	}

	long backend() {
		return this.database.backend();
	}

	/**
	 * Looks until all sent records are in the target.
	 * @param sending returns whether more records are being sent
	 * @param patience how many seconds to wait for the last records
	 * @return whether all records have arrived
	 */
	boolean watch(BooleanSupplier sending, int patience) {
		long deadline = Long.MAX_VALUE;
		while (sending.getAsBoolean() || !allSeen()) {
			if (!sending.getAsBoolean()) {
				deadline = Math.min(deadline, System.nanoTime() + TimeUnit.SECONDS.toNanos(patience));
			}
			if (System.nanoTime() > deadline) {
				return false;
			}
			look();
			LockSupport.parkNanos(PERIOD_NANOS);
		}
		return true;
	}

	private boolean allSeen() {
		return IntStream.range(0, this.seen.length)
			.allMatch((partition) -> this.seen[partition] == this.sent.count(partition));
	}

	private void look() {
		String[] highest = this.database.jdbc()
			.sql(this.query)
			.query((row, number) -> (String[]) row.getArray(1).getArray())
			.single();
		long now = System.nanoTime();
		for (int partition = 0; partition < highest.length; partition++) {
			if (highest[partition] != null) {
				for (int last = FilmNumber.index(highest[partition]); this.seen[partition] <= last;) {
					long sentAt = this.sent.nanos(partition, this.seen[partition]++);
					this.latencies.add(sentAt, now - sentAt);
				}
			}
		}
	}

	Latencies latencies() {
		return this.latencies;
	}

	@Override
	public void close() {
		this.database.close();
	}

}
