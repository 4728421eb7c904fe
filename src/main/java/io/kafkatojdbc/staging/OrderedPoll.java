package io.kafkatojdbc.staging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.ledger.Progress;
import io.kafkatojdbc.ledger.RecordOrder;
import io.kafkatojdbc.staging.Poll.Part;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A poll whose records have their orders. */
final class OrderedPoll {

	private final Poll poll;

	private final Map<Integer, Long> before;

	private final Map<Integer, Long> after = new HashMap<>();

	private final OrderedRecords records = new OrderedRecords();

	/**
	 * Counts the orders.
	 * @param poll the poll
	 * @param before the order of each partition before the poll, if it has one
	 * @param now the database's time in milliseconds since 1970
	 */
	OrderedPoll(Poll poll, Map<Integer, Long> before, long now) {
		this.poll = poll;
		this.before = before;
		poll.parts().forEach((part) -> this.after.put(part.partition(), count(part, now)));
	}

	/**
	 * Offsets that are read again because the log was cut have other records than before,
	 * which are newer although their offsets are lower.
	 */
	private long count(Part part, long now) {
		long order = this.before.getOrDefault(part.partition(), RecordOrder.NONE);
		for (ConsumerRecord<byte[], byte[]> each : part.records()) {
			order = RecordOrder.next(order, each.timestamp(), now);
			this.records.add(each, order);
		}
		return (part.next() < part.from() && order != RecordOrder.NONE) ? order + 1 : order;
	}

	/** Returns the records of all partitions. */
	OrderedRecords records() {
		return this.records;
	}

	/**
	 * Returns the progress of each partition, given what becomes of the records.
	 */
	List<Progress> progress(Staged staged) {
		return this.poll.progress(staged, this.before, this.after);
	}

}
