package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Decides when to write the end of the topic to the ledger, because each write costs a
 * transaction. The end is written when it has stopped changing, and from time to time
 * while it changes. Only one thread at a time may use this class.
 */
@Component
class LogEndNotes {

	private static final Duration WHILE_CHANGING = Duration.ofSeconds(5);

	private static final Duration AT_REST = Duration.ofSeconds(10);

	private final LogEnds ledger;

	private Map<Integer, Long> seen = Map.of();

	private Map<Integer, Long> noted = Map.of();

	private long notedAt = System.nanoTime();

	LogEndNotes(LogEnds ledger) {
		this.ledger = ledger;
	}

	/** Returns whether the end was written. */
	boolean note(TopicState topic, KnownTopic known) {
		Map<Integer, Long> before = this.seen;
		this.seen = topic.ends();
		Duration age = Duration.ofNanos(System.nanoTime() - this.notedAt);
		boolean due = this.seen.equals(this.noted) ? age.compareTo(AT_REST) >= 0
				: this.seen.equals(before) || age.compareTo(WHILE_CHANGING) >= 0;
		if (due) {
			this.ledger.write(known.id(), known.readAt(), this.seen);
			this.noted = this.seen;
			this.notedAt = System.nanoTime();
		}
		return due;
	}

}
