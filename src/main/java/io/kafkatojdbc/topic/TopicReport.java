package io.kafkatojdbc.topic;

import java.util.Map;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.topic.TopicStatus.PartitionStatus;

import org.springframework.stereotype.Component;

/** Reports the topic as it was within the last second. */
@Component
public class TopicReport {

	private final TopicWatch watch;

	private final LedgerComparison comparison;

	private final OffsetLedger ledger;

	private final TopicGrowth growth;

	TopicReport(TopicWatch watch, LedgerComparison comparison, OffsetLedger ledger, TopicGrowth growth) {
		this.watch = watch;
		this.comparison = comparison;
		this.ledger = ledger;
		this.growth = growth;
	}

	/**
	 * Returns the topic as it was last seen. This method asks neither the database nor
	 * the broker.
	 * @param owners the consumer that reads each partition, as far as it is known
	 * @return the topic
	 */
	public TopicStatus lastSeen(Map<Integer, String> owners) {
		return TopicStatus.of(this.watch.state(), this.watch.whatIsWrong().orElse(null), this.comparison.nextOffsets(),
				owners, this.growth.waiting());
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
	 * Returns how much of the topic is not staged yet. The ledger is read for it now.
	 * @return the number of records in all partitions
	 */
	public long lag() {
		Map<Integer, Long> next = this.ledger.readAll();
		return this.watch.state()
			.ranges()
			.entrySet()
			.stream()
			.mapToLong((each) -> PartitionStatus.of(each.getKey(), each.getValue(), next.get(each.getKey()), null, null)
				.lag())
			.sum();
	}

}
