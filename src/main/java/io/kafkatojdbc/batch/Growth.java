package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.pipeline.BatchSettings;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Lets a batch grow beyond its usual rows while the consumers are behind: its records are
 * late already, and a large merge costs less for each row.
 * <p>
 * To be used by one thread at a time.
 */
@Component
class Growth {

	private static final Logger log = LoggerFactory.getLogger(Growth.class);

	/** Under constant load there is always a rest, which is small beside the batch. */
	private static final int REST = 50;

	/** Consumers that stage nothing for so long do not get on with the backlog. */
	private static final Duration STALLED = Duration.ofSeconds(1);

	/** What is rejected leaves the backlog as well, so rows are not all to go by. */
	private static final Duration LONGEST_UNSEEN = Duration.ofMillis(200);

	private final Supplier<BatchSettings> limits;

	private final Backlog backlog;

	private final MovingLag movingLag = new MovingLag();

	private long batch;

	private Instant firstAsked = Instant.MIN;

	private long goesOnUntil;

	/** What was behind when the goal was set; zero if that was not waited for. */
	private long waitedFor;

	private long lookAgain;

	Growth(Supplier<BatchSettings> limits, Backlog backlog) {
		this.limits = limits;
		this.backlog = backlog;
	}

	/**
	 * Tells whether a batch that has enough rows is to get more.
	 * @param open the open batch
	 * @param now the time by the database's clock
	 */
	boolean goesOn(Batch open, Instant now) {
		if (open.number() != this.batch) {
			this.batch = open.number();
			this.goesOnUntil = open.rows();
			this.firstAsked = now;
			this.waitedFor = 0;
			this.movingLag.begin(now);
		}
		if (open.rows() >= this.limits.get().maxRowsBehind() || isStalled(open, now)) {
			return false;
		}
		if (open.rows() >= this.goesOnUntil) {
			long behind = look(now);
			this.waitedFor = isWorthWaiting(behind, open) ? behind : 0;
			this.goesOnUntil = open.rows() + this.waitedFor;
		}
		else if (System.nanoTime() - this.lookAgain >= 0) {
			// What has come since is none of this backlog
			this.goesOnUntil = Math.min(this.goesOnUntil, open.rows() + look(now));
		}
		return open.rows() < this.goesOnUntil;
	}

	/** Its first rows may have come before a pause that has just ended. */
	private boolean isStalled(Batch open, Instant now) {
		Instant last = open.times().lastStaged();
		Instant since = (last != null && last.isAfter(this.firstAsked)) ? last : this.firstAsked;
		return !now.isBefore(since.plus(STALLED));
	}

	/** It is much, or the end of what the batch has grown for. */
	private boolean isWorthWaiting(long behind, Batch open) {
		return behind > Math.max(this.limits.get().maxRows(), open.rows() / REST) || behind < this.waitedFor / 2;
	}

	/**
	 * Finds out what is behind. All of that has to be staged first, so there is no need
	 * to ask much earlier.
	 */
	private long look(Instant now) {
		this.lookAgain = System.nanoTime() + LONGEST_UNSEEN.toNanos();
		try {
			return this.movingLag.of(this.backlog.rests(), now);
		}
		catch (KafkaException ex) {
			log.debug("The backlog is not known", ex);
			// Without a broker nothing more comes either.
			return 0;
		}
	}

}
