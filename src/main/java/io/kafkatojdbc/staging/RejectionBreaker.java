package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds all consumers of the pipeline once too many records in a row were rejected,
 * because the topic has probably changed its format. <pre>
 *        limit reached                        an operator goes on,
 * GOING ---------------&gt; HOLDING -----------&gt; or raises the limit ---&gt; GOING
 *   ^                       |
 *   |                       | restart
 *   |    a record of the    v
 *   +---- last partition -- TRYING -- another record is bad --&gt; HOLDING
 *         becomes a row
 * </pre>
 * <p>
 * The ledger has the count, and each instance compares the count with the limit. An
 * instance that starts while the limit is reached tries to go on, because its settings
 * may be others than before. It rejects nothing meanwhile.
 */
@Component
public class RejectionBreaker extends Watch {

	private static final Logger log = LoggerFactory.getLogger(RejectionBreaker.class);

	/** The watch starts after the settings are read, and before the consumers. */
	private static final int PHASE = 0;

	private final RejectedRuns runs;

	private final RejectionLimit limit;

	private final TransactionTemplate transaction;

	private volatile RejectedRun run = RejectedRun.NONE;

	/** Whether the limit was reached when this instance started, and still is. */
	private volatile boolean trying;

	/** How often this instance has reached the limit, or met it. */
	private volatile long trips;

	/** The value of {@link #trips} before the ledger was last read. */
	private volatile long tripsRead;

	private boolean begun;

	private boolean told;

	RejectionBreaker(RejectedRuns runs, RejectionLimit limit, @Control TransactionTemplate transaction) {
		super("rejected-", Duration.ofSeconds(1), PHASE);
		this.runs = runs;
		this.limit = limit;
		this.transaction = transaction;
	}

	RejectionCount count(Poll poll) {
		return new RejectionCount(this.runs, poll, this.limit.getAsLong());
	}

	/**
	 * Returns whether nothing of the topic may be staged.
	 * @return whether this instance holds
	 */
	public boolean isHolding() {
		return this.limit.getAsLong() > 0 && !this.trying
				&& (this.trips != this.tripsRead || this.limit.isReachedBy(this.run.records()));
	}

	/**
	 * Returns why nothing of the topic is staged, and what an operator can do.
	 * @return the reason, which quotes nothing from a record, or empty if this instance
	 * does not hold
	 */
	public Optional<String> objection() {
		return isHolding() ? Optional.of(("%s. Nothing more of the topic is staged or rejected. "
				+ "GET /api/rejected/in-a-row has the reason: change the setting or the table that it names, and restart; "
				+ "or POST to /api/rejected/go-on, or change '%s', which is %d")
			.formatted(this.run.describe(), RejectionLimit.KEY, this.limit.getAsLong())) : Optional.empty();
	}

	/** Notes that the limit is reached. */
	synchronized void trip() {
		this.trying = false;
		this.trips++;
		lookSoon();
	}

	/**
	 * Reads how many records were rejected in a row.
	 * @return the records
	 */
	public RejectedRun read() {
		return this.runs.read();
	}

	/**
	 * Returns the number of records rejected in a row at which the consumers hold.
	 * @return the limit, or 0 if there is none
	 */
	public long limit() {
		return this.limit.getAsLong();
	}

	/**
	 * Counts rejected records from 0 again, as an operator has decided, so that all
	 * instances go on.
	 * @return whether the limit was reached; if not, nothing is changed
	 */
	public boolean goOn() {
		boolean gone = this.transaction.execute((status) -> {
			if (!this.limit.isReachedBy(this.runs.read().records())) {
				return false;
			}
			this.runs.forget();
			return true;
		});
		lookSoon();
		return gone;
	}

	@Override
	protected void begin() {
		lookAtOnce();
	}

	@Override
	protected void look() {
		long before = this.trips;
		see(this.runs.read(), before);
	}

	private synchronized void see(RejectedRun now, long before) {
		boolean reached = this.limit.isReachedBy(now.records());
		this.trying = reached && (this.begun ? this.trying : before == this.trips);
		this.begun = true;
		this.run = now;
		this.tripsRead = before;
		if (isHolding() != this.told) {
			this.told = !this.told;
			objection().ifPresentOrElse(log::error, () -> log
				.info("The topic is staged again, because the records rejected in a row are within the limit"));
		}
	}

	/**
	 * Logs the error at debug level, because other parts report that the database does
	 * not answer.
	 */
	@Override
	protected void failed(Throwable ex) {
		log.debug("The rejected records can't be counted", ex);
	}

}
