package io.kafkatojdbc.retention;

import java.time.Duration;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Looks regularly for what the ledger has kept for long enough. */
@Component
class RetentionWatch extends Watch {

	private static final Logger log = LoggerFactory.getLogger(RetentionWatch.class);

	private static final Duration EVERY = Duration.ofSeconds(10);

	/** The pause between two chunks, in which the database has its time for others. */
	private static final Duration PAUSE = Duration.ofMillis(200);

	private static final int PHASE = 0;

	private final Retention retention;

	RetentionWatch(Retention retention) {
		super("retention-", EVERY, PHASE);
		this.retention = retention;
	}

	@Override
	protected void begin() {
		lookSoon();
	}

	@Override
	protected void look() {
		if (this.retention.trim()) {
			lookIn(PAUSE);
		}
	}

	/** Nothing depends on this look. The next look tries again. */
	@Override
	protected void failed(Throwable ex) {
		log.warn("What is old can't be deleted from the ledger now: {}", Reason.of(ex));
	}

}
