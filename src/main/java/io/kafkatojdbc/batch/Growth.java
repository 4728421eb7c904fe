package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.kafkatojdbc.database.DatabaseTime;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.pipeline.BatchSettings;

import org.springframework.stereotype.Component;

/**
 * Lets a batch grow beyond its usual number of rows while the consumers are behind. The
 * records of such a batch are late already, and a large merge costs less for each row.
 * <p>
 * Only one thread at a time may use this class.
 */
@Component
class Growth {

	/**
	 * A batch does not wait for a backlog of less than one row in 50 of the batch. Under
	 * constant load there is always such a small backlog.
	 */
	private static final int REST = 50;

	/** Consumers that stage no row for this time make no progress with the backlog. */
	private static final Duration STALLED = Duration.ofSeconds(1);

	private final Supplier<BatchSettings> limits;

	private final MovingBacklog backlog;

	private long batch;

	private Instant firstAsked = Instant.MIN;

	private long goesOnUntil;

	/**
	 * The number of records in the backlog when the goal was set; zero if the batch does
	 * not wait for that backlog.
	 */
	private long waitedFor;

	Growth(Supplier<BatchSettings> limits, Backlog backlog) {
		this.limits = limits;
		this.backlog = new MovingBacklog(backlog);
	}

	/**
	 * Returns whether a batch that has enough rows should get more rows.
	 * @param open the open batch
	 * @param now the time by the database's clock
	 */
	boolean goesOn(Batch open, Instant now) {
		if (open.number() != this.batch) {
			begin(open, now);
		}
		if (open.rows() >= this.limits.get().maxRowsBehind() || isStalled(open, now)) {
			return false;
		}
		if (open.rows() >= this.goesOnUntil) {
			setGoal(open, now);
		}
		else if (this.backlog.isToBeSeen()) {
			// Records that arrived after the goal was set do not belong to this
			// backlog.
			this.goesOnUntil = Math.min(this.goesOnUntil, open.rows() + this.backlog.look(now));
		}
		return open.rows() < this.goesOnUntil;
	}

	private void begin(Batch open, Instant now) {
		this.batch = open.number();
		this.goesOnUntil = open.rows();
		this.firstAsked = now;
		this.waitedFor = 0;
		this.backlog.begin(now);
	}

	private void setGoal(Batch open, Instant now) {
		long behind = this.backlog.look(now);
		this.waitedFor = isWorthWaiting(behind, open) ? behind : 0;
		this.goesOnUntil = open.rows() + this.waitedFor;
	}

	/**
	 * The time begins with the first question about the batch at the earliest, because
	 * its rows may have been staged before a pause that has just ended.
	 */
	private boolean isStalled(Batch open, Instant now) {
		Instant last = open.times().lastStaged();
		Instant since = (last != null && last.isAfter(this.firstAsked)) ? last : this.firstAsked;
		return DatabaseTime.isOver(since, STALLED, now);
	}

	/**
	 * Returns true if the backlog is large, or if it is less than half of the last
	 * backlog that the batch waited for. In the second case it is the end of that
	 * backlog.
	 */
	private boolean isWorthWaiting(long behind, Batch open) {
		return behind > Math.max(this.limits.get().maxRows(), open.rows() / REST) || behind < this.waitedFor / 2;
	}

}
