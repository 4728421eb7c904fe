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
 * The partitions that one consumer owns. Each is either positioned, at the offset that
 * this consumer last read from, or wrote to, the ledger; or it is held back.
 * <p>
 * Used by the consumer's own thread only, but for {@link #offsets()}.
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

	/** The positioned partitions with their offsets, as they are now. */
	Map<TopicPartition, Long> positioned() {
		return Map.copyOf(this.positioned);
	}

	/** The partitions that are held back, as they are now. */
	Set<TopicPartition> held() {
		return Set.copyOf(this.held);
	}

	/** Tells the next offset of each positioned partition, to any thread. */
	Map<Integer, Long> offsets() {
		return this.offsets;
	}

	private void publish() {
		Map<Integer, Long> current = new TreeMap<>();
		this.positioned.forEach((partition, offset) -> current.put(partition.partition(), offset));
		this.offsets = current;
	}

}
