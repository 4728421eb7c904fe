package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.topic.LogRange;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes partitions to where the ledger is, if the topic is the ledger's and has what is
 * to be read next.
 */
class LedgerSeeker {

	private final OffsetLedger ledger;

	private final PartitionReader reader;

	private final TopicWatch topic;

	LedgerSeeker(OffsetLedger ledger, PartitionReader reader, TopicWatch topic) {
		this.ledger = ledger;
		this.reader = reader;
		this.topic = topic;
	}

	/** Reads the ledger. */
	Map<Integer, Long> next(Collection<TopicPartition> partitions) {
		return this.ledger.read(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
	}

	/** Tells whether there is no reason to hold everything back. */
	boolean mayRead() {
		return this.topic.objection().isEmpty();
	}

	/** Fails if there is a reason to hold everything back. */
	void requireThatMayRead() {
		this.topic.objection().ifPresent((objection) -> {
			throw new IllegalStateException(objection);
		});
	}

	/**
	 * LedgerSeeker, and tells of each partition that is where it has to be.
	 * @throws IllegalStateException if one is not
	 */
	void seek(Set<TopicPartition> partitions, Arrival arrival) {
		requireThatMayRead();
		Map<Integer, Long> next = next(partitions);
		Map<TopicPartition, LogRange> ranges = this.reader.ranges(partitions);
		// After everything else that was asked: what was true before is of the same
		// topic.
		this.topic.requireKnown();
		List<String> objections = new ArrayList<>();
		ranges.forEach((partition, range) -> {
			Long offset = next.get(partition.partition());
			if (offset == null) {
				this.ledger.add(partition.partition(), range.begin());
			}
			else {
				range.objectionTo(partition, offset).ifPresentOrElse(objections::add, () -> {
					this.reader.seek(partition, offset);
					arrival.at(partition, offset, range);
				});
			}
		});
		if (!objections.isEmpty()) {
			throw new IllegalStateException(String.join("; ", objections));
		}
	}

	/** Takes note that a partition is where the ledger is. */
	@FunctionalInterface
	interface Arrival {

		void at(TopicPartition partition, long offset, LogRange range);

	}

}
