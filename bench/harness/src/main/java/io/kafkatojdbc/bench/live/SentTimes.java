package io.kafkatojdbc.bench.live;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The time at which each record was sent. One thread writes the times, and another thread
 * reads them.
 */
class SentTimes {

	private final long[][] nanos;

	private final AtomicIntegerArray counts;

	private long all;

	SentTimes(int partitions, int perPartition) {
		this.nanos = new long[partitions][perPartition];
		this.counts = new AtomicIntegerArray(partitions);
	}

	int partitions() {
		return this.nanos.length;
	}

	int nextPartition() {
		return (int) (this.all++ % this.nanos.length);
	}

	/** Notes that the next record of a partition is sent now. */
	int next(int partition) {
		int index = this.counts.get(partition);
		this.nanos[partition][index] = System.nanoTime();
		this.counts.incrementAndGet(partition);
		return index;
	}

	int count(int partition) {
		return this.counts.get(partition);
	}

	long nanos(int partition, int index) {
		return this.nanos[partition][index];
	}

}
