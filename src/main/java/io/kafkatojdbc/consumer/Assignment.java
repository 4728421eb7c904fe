package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that one consumer owns. A partition is either positioned or held back.
 * The offset of a positioned partition is the offset that this consumer last read from
 * the ledger or wrote to the ledger.
 * <p>
 * Only the consumer's own thread uses this class, except {@link #offsets()}, which any
 * thread may call.
 */
class Assignment {

	private final Map<TopicPartition, Long> positioned = new HashMap<>();

	private final Set<TopicPartition> held = new HashSet<>();

	private volatile Map<Integer, Long> offsets = Map.of();

	void hold(Collection<TopicPartition> partitions) {
		this.positioned.keySet().removeAll(partitions);
		this.held.addAll(partitions);
		publish();
	}

	void position(Map<TopicPartition, Long> next) {
		this.positioned.putAll(next);
		this.held.removeAll(next.keySet());
		publish();
	}

	void forget(Collection<TopicPartition> partitions) {
		this.positioned.keySet().removeAll(partitions);
		this.held.removeAll(partitions);
		publish();
	}

	boolean isPositioned(TopicPartition partition) {
		return this.positioned.containsKey(partition);
	}

	@Nullable Long offset(TopicPartition partition) {
		return this.positioned.get(partition);
	}

	/** Returns a copy of the positioned partitions with their offsets. */
	Map<TopicPartition, Long> positioned() {
		return Map.copyOf(this.positioned);
	}

	/** Returns a copy of the partitions that are held back. */
	Set<TopicPartition> held() {
		return Set.copyOf(this.held);
	}

	/**
	 * Returns the next offset of each positioned partition. Any thread may call this
	 * method.
	 */
	Map<Integer, Long> offsets() {
		return this.offsets;
	}

	private void publish() {
		Map<Integer, Long> current = new TreeMap<>();
		this.positioned.forEach((partition, offset) -> current.put(partition.partition(), offset));
		this.offsets = current;
	}

}
