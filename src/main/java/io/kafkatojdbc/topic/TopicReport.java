package io.kafkatojdbc.topic;

import java.util.Map;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.topic.TopicStatus.PartitionStatus;

import org.springframework.stereotype.Component;

/** Says what was seen of the topic within the last second. */
@Component
public class TopicReport {

	private final TopicWatch watch;

	private final OffsetLedger ledger;

	TopicReport(TopicWatch watch, OffsetLedger ledger) {
		this.watch = watch;
		this.ledger = ledger;
	}

	/**
	 * Returns the topic as it was last seen. Asks neither the database nor the broker.
	 * @param owners which consumer reads a partition, as far as that is known
	 * @return the topic
	 */
	public TopicStatus lastSeen(Map<Integer, String> owners) {
		return TopicStatus.of(this.watch.state(), this.watch.whatIsWrong().orElse(null), this.watch.nextOffsets(),
				owners);
	}

	/**
	 * Returns where the partitions end.
	 * @return the offset that the next committed record gets, by partition
	 */
	public Map<Integer, Long> ends() {
		return this.watch.state().ends();
	}

	/**
	 * Returns how many partitions the topic has.
	 * @return the count
	 */
	public int partitions() {
		return this.watch.state().ranges().size();
	}

	/**
	 * Returns how much is in the topic and not yet staged, by the ledger as it is now.
	 * @return records of all partitions
	 */
	public long lag() {
		Map<Integer, Long> next = this.ledger.readAll();
		return this.watch.state()
			.ranges()
			.entrySet()
			.stream()
			.mapToLong(
					(each) -> PartitionStatus.of(each.getKey(), each.getValue(), next.get(each.getKey()), null).lag())
			.sum();
	}

}
