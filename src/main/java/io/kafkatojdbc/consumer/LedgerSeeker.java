package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.topic.LogRange;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves partitions to the ledger's offsets. It does so only if the topic is the one that
 * the ledger knows, and still has the records to be read next.
 */
class LedgerSeeker {

	private final OffsetLedger ledger;

	private final PartitionReader reader;

	private final TopicWatch topic;

	private final LogContinuity logs;

	LedgerSeeker(OffsetLedger ledger, PartitionReader reader, TopicWatch topic, LogContinuity logs) {
		this.ledger = ledger;
		this.reader = reader;
		this.topic = topic;
		this.logs = logs;
	}

	/** Returns the next offset of each partition from the ledger. */
	Map<Integer, Long> next(Collection<TopicPartition> partitions) {
		return this.ledger.read(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
	}

	/**
	 * Returns whether the topic may be read. If not, all partitions must be held back.
	 */
	boolean mayRead() {
		return this.topic.objection().isEmpty();
	}

	/** Fails if there is a reason to hold all partitions back. */
	void requireThatMayRead() {
		this.topic.objection().ifPresent((objection) -> {
			throw new IllegalStateException(objection);
		});
	}

	/**
	 * Moves partitions to the ledger's offsets, and reports each partition that is there.
	 * Partitions that were added to the topic are left out as long as they wait for the
	 * older partitions.
	 * @throws IllegalStateException if a partition cannot be moved to the ledger's offset
	 */
	void seek(Set<TopicPartition> partitions, Arrival arrival) {
		requireThatMayRead();
		Map<Integer, Long> next = next(partitions);
		Set<TopicPartition> readable = partitions.stream()
			.filter((partition) -> next.containsKey(partition.partition()))
			.collect(Collectors.toSet());
		if (readable.size() < partitions.size()) {
			this.topic.partitionsWait();
		}
		if (!readable.isEmpty()) {
			seek(readable, next, arrival);
		}
	}

	private void seek(Set<TopicPartition> partitions, Map<Integer, Long> next, Arrival arrival) {
		Map<TopicPartition, LogRange> ranges = this.reader.ranges(partitions);
		// This check comes after all questions to the broker. If the topic is still the
		// known topic, the earlier answers are about the same topic.
		this.topic.requireKnown();
		List<String> objections = new ArrayList<>();
		Map<TopicPartition, Long> there = new HashMap<>();
		ranges.forEach((partition, range) -> {
			long offset = Objects.requireNonNull(next.get(partition.partition()));
			range.objectionToBegin(partition, offset)
				.ifPresentOrElse(objections::add, () -> there.put(partition, offset));
		});
		Map<TopicPartition, String> unmoved = this.logs.seek(there, ranges);
		objections.addAll(unmoved.values());
		there.keySet().removeAll(unmoved.keySet());
		there.forEach(
				(partition, offset) -> arrival.at(partition, offset, Objects.requireNonNull(ranges.get(partition))));
		if (!objections.isEmpty()) {
			throw new IllegalStateException(String.join("; ", objections));
		}
	}

	/** Forgets what it has seen of partitions that the consumer no longer owns. */
	void forget(Collection<TopicPartition> partitions) {
		this.logs.forget(partitions);
	}

	/** Notes a record where the ledger knows only markers of transactions. */
	void recordBefore(TopicPartition partition, long offset) {
		this.logs.recordBefore(partition, offset);
	}

	/** Receives each partition that is at the ledger's offset. */
	@FunctionalInterface
	interface Arrival {

		void at(TopicPartition partition, long offset, LogRange range);

	}

}
