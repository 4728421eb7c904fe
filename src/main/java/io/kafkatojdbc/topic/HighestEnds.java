package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers the highest end of each partition within the last seconds. A broker that does
 * not know yet that another one leads a partition may give a lower end for a moment. Only
 * one thread at a time may use this class.
 */
class HighestEnds {

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final Deque<Look> looks = new ArrayDeque<>();

	private final LongSupplier nanoTime;

	HighestEnds(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Adds what a look has found.
	 * @param ends where the partitions end now
	 * @return the highest end of each partition, or an empty map until the looks cover
	 * enough time
	 */
	Map<Integer, Long> add(Map<Integer, Long> ends) {
		this.looks.addLast(new Look(this.nanoTime.getAsLong(), ends));
		while (this.looks.size() > 1 && covers(second())) {
			this.looks.removeFirst();
		}
		Map<Integer, Long> highest = new HashMap<>();
		if (covers(this.looks.getFirst())) {
			this.looks
				.forEach((look) -> look.ends.forEach((partition, end) -> highest.merge(partition, end, Math::max)));
		}
		return highest;
	}

	private Look second() {
		Iterator<Look> looks = this.looks.iterator();
		looks.next();
		return looks.next();
	}

	private boolean covers(Look first) {
		return this.nanoTime.getAsLong() - first.at >= WINDOW.toNanos();
	}

	void clear() {
		this.looks.clear();
	}

	private record Look(long at, Map<Integer, Long> ends) {
	}

}
