package io.kafkatojdbc.bench.live;

import java.util.Arrays;

/** The times from the sending of a record until the record was visible. */
class Latencies {

	private static final int FIRST_SIZE = 1 << 16;

	private long[] sentAt = new long[FIRST_SIZE];

	private long[] latencies = new long[FIRST_SIZE];

	private int count;

	void add(long sentAtNanos, long nanos) {
		if (this.count == this.latencies.length) {
			this.sentAt = Arrays.copyOf(this.sentAt, 2 * this.count);
			this.latencies = Arrays.copyOf(this.latencies, 2 * this.count);
		}
		this.sentAt[this.count] = sentAtNanos;
		this.latencies[this.count++] = nanos;
	}

	/**
	 * Returns the milliseconds within which a share of the records was visible.
	 * @param share the share, from 0 to 1
	 * @param since the earliest time of sending; records sent before it do not count
	 * @return the percentile
	 */
	double percentile(double share, long since) {
		long[] counted = new long[this.count];
		int size = 0;
		for (int i = 0; i < this.count; i++) {
			if (this.sentAt[i] >= since) {
				counted[size++] = this.latencies[i];
			}
		}
		if (size == 0) {
			return Double.NaN;
		}
		Arrays.sort(counted, 0, size);
		return counted[Math.min(size - 1, (int) Math.ceil(share * size) - 1)] / 1e6;
	}

}
