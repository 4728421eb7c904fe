package io.kafkatojdbc.topic;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.batch.Backlog;
import io.kafkatojdbc.ledger.OffsetLedger;

import org.springframework.stereotype.Component;

/**
 * Compares the topic's end with the ledger. The backlog therefore includes partitions
 * that other instances read, and partitions that nobody reads. Partitions that wait for
 * the open batch to be merged are left out, because the batch must not wait for them.
 */
@Component
class TopicBacklog implements Backlog {

	private final Topic topic;

	private final TopicWatch watch;

	private final OffsetLedger ledger;

	private final TopicGrowth growth;

	TopicBacklog(Topic topic, TopicWatch watch, OffsetLedger ledger, TopicGrowth growth) {
		this.topic = topic;
		this.watch = watch;
		this.ledger = ledger;
		this.growth = growth;
	}

	@Override
	public List<Rest> rests() {
		if (this.watch.objection().isPresent()) {
			// No more records can come from the topic that the ledger knows.
			return List.of();
		}
		Map<Integer, Long> end = this.topic.endOffsets();
		Map<Integer, Long> next = this.ledger.readAll();
		return end.entrySet()
			.stream()
			.filter((entry) -> !this.growth.waiting().containsKey(entry.getKey()))
			.map((entry) -> rest(entry.getKey(), next.getOrDefault(entry.getKey(), 0L), entry.getValue()))
			.toList();
	}

	private static Rest rest(int partition, long next, long end) {
		return new Rest(partition, next, Math.max(0, end - next));
	}

}
