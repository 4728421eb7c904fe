package io.kafkatojdbc.staging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.kafkatojdbc.ledger.DatabaseClock;
import io.kafkatojdbc.ledger.Progress;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.staging.Poll.Part;

import org.springframework.stereotype.Component;

/**
 * Remembers the order of the last record that this instance has staged of each partition,
 * so that the ledger is asked only when a partition begins somewhere else. The ledger
 * refuses a poll that counts from another order than the ledger's.
 */
@Component
class PartitionOrders {

	private final StagingLedger ledger;

	private final DatabaseClock clock;

	private final Map<Integer, Place> places = new ConcurrentHashMap<>();

	PartitionOrders(StagingLedger ledger, DatabaseClock clock) {
		this.ledger = ledger;
		this.clock = clock;
	}

	/** Counts the orders of a poll's records. */
	OrderedPoll count(Poll poll) {
		Map<Integer, Long> before = before(poll);
		return new OrderedPoll(poll, before, this.clock.millis());
	}

	private Map<Integer, Long> before(Poll poll) {
		Map<Integer, Long> before = new HashMap<>();
		for (Part part : poll.parts()) {
			Place place = this.places.get(part.partition());
			if (place != null && place.next() == part.from()) {
				before.put(part.partition(), place.order());
			}
		}
		List<Integer> unknown = poll.parts()
			.stream()
			.map(Part::partition)
			.filter((partition) -> !before.containsKey(partition))
			.toList();
		if (!unknown.isEmpty()) {
			before.putAll(this.ledger.orders(unknown));
		}
		return before;
	}

	/** Remembers the orders of a poll that was staged. */
	void staged(List<Progress> poll) {
		poll.forEach((part) -> this.places.put(part.partition(), new Place(part.next(), part.order())));
	}

	/** Forgets the partitions of a poll that was not staged. */
	void failed(Poll poll) {
		poll.parts().forEach((part) -> this.places.remove(part.partition()));
	}

	/** The order of the last record before an offset. */
	private record Place(long next, long order) {
	}

}
