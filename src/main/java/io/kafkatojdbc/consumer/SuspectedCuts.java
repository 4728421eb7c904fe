package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that seem to have lost staged records. A broker that does not know yet
 * that another one leads a partition gives such an answer for a moment, so it counts only
 * if it is still the same some seconds later. Only the consumer's own thread uses this
 * class.
 */
class SuspectedCuts {

	private static final Duration CONFIRMED_AFTER = Duration.ofSeconds(10);

	private final Map<TopicPartition, Long> since = new HashMap<>();

	private final LongSupplier nanoTime;

	SuspectedCuts(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Notes that a look has found a partition cut.
	 * @return whether all looks of the last seconds have found it cut
	 */
	boolean confirm(TopicPartition partition) {
		long now = this.nanoTime.getAsLong();
		return now - this.since.computeIfAbsent(partition, (added) -> now) >= CONFIRMED_AFTER.toNanos();
	}

	/** Forgets partitions that are not cut, or that the consumer no longer owns. */
	void forget(Collection<TopicPartition> partitions) {
		this.since.keySet().removeAll(partitions);
	}

}
