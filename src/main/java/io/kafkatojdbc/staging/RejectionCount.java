package io.kafkatojdbc.staging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.RecordPlace;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the rejected records of one poll that follow each other, in addition to those of
 * the polls before. The records of a partition are counted in their order, and the
 * partitions one after the other. A record that becomes a row ends the count of its
 * partition only, because records of different partitions have no order.
 */
final class RejectionCount {

	private final RejectedRuns ledger;

	private final Poll poll;

	private final long limit;

	private Map<Integer, Long> runs = new HashMap<>();

	private long sum;

	/**
	 * Begins to count.
	 * @param ledger the counts of the polls before
	 * @param poll the poll
	 * @param limit the largest count over all partitions, or 0 if there is no limit
	 */
	RejectionCount(RejectedRuns ledger, Poll poll, long limit) {
		this.ledger = ledger;
		this.poll = poll;
		this.limit = limit;
	}

	/**
	 * Counts in the current transaction.
	 * @param rejected the records of the poll that are rejected
	 * @throws PollCutException if the poll has more records after the one that reaches
	 * the limit
	 */
	void check(List<RejectedRecord> rejected) {
		this.runs = new HashMap<>();
		this.sum = 0;
		if (this.limit == 0 || rejected.isEmpty()) {
			return;
		}
		this.runs.putAll(this.ledger.hold());
		this.sum = this.runs.values().stream().mapToLong(Long::longValue).sum();
		Set<RecordPlace> bad = rejected.stream().map((each) -> place(each.kafkaRecord())).collect(Collectors.toSet());
		int counted = 0;
		for (Poll.Part part : this.poll.parts()) {
			for (ConsumerRecord<?, ?> each : part.records()) {
				count(each, bad.contains(place(each)), counted++);
			}
		}
	}

	private static RecordPlace place(ConsumerRecord<?, ?> kafkaRecord) {
		return new RecordPlace(kafkaRecord.partition(), kafkaRecord.offset());
	}

	private void count(ConsumerRecord<?, ?> kafkaRecord, boolean rejected, int before) {
		long run = this.runs.getOrDefault(kafkaRecord.partition(), 0L);
		if (!rejected) {
			this.sum -= run;
			this.runs.remove(kafkaRecord.partition());
			return;
		}
		if (this.sum >= this.limit) {
			throw new PollCutException(this.poll.first(before));
		}
		this.sum++;
		this.runs.put(kafkaRecord.partition(), run + 1);
		if (isFull() && before + 1 < this.poll.size()) {
			throw new PollCutException(this.poll.first(before + 1));
		}
	}

	/** Stores the count in the current transaction. */
	void store() {
		this.ledger.store(this.poll, this.runs);
	}

	/** Returns whether the limit is reached. */
	boolean isFull() {
		return this.limit > 0 && this.sum >= this.limit;
	}

}
