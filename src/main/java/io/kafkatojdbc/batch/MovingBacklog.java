package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the backlog of the partitions that make progress, and says when the next look
 * is due.
 * <p>
 * Only one thread at a time may use this class.
 */
class MovingBacklog {

	private static final Logger log = LoggerFactory.getLogger(MovingBacklog.class);

	/**
	 * The longest time between two looks at the backlog. The number of staged rows alone
	 * does not show the progress, because rejected records leave the backlog too.
	 */
	private static final Duration LONGEST_UNSEEN = Duration.ofMillis(200);

	private final Backlog backlog;

	private final MovingLag movingLag = new MovingLag();

	private long lookAgain;

	MovingBacklog(Backlog backlog) {
		this.backlog = backlog;
	}

	/** Begins a new batch. */
	void begin(Instant now) {
		this.movingLag.begin(now);
	}

	/** Returns whether the last look at the backlog is too old. */
	boolean isToBeSeen() {
		return System.nanoTime() - this.lookAgain >= 0;
	}

	/**
	 * Returns the number of records in the backlog. All these records have to be staged
	 * first, so another look much earlier is not necessary.
	 */
	long look(Instant now) {
		this.lookAgain = System.nanoTime() + LONGEST_UNSEEN.toNanos();
		try {
			return this.movingLag.of(this.backlog.rests(), now);
		}
		catch (KafkaException ex) {
			log.debug("The backlog is not known", ex);
			// Without a broker, no more records arrive, so there is nothing to wait
			// for.
			return 0;
		}
	}

}
