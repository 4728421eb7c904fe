package io.kafkatojdbc.merge;

import java.time.Duration;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.watch.BackOff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the last batch could not be finished, and when to try again. The service logs a
 * problem once, and not at each attempt.
 */
class MergeProblem {

	private static final Logger log = LoggerFactory.getLogger(MergeProblem.class);

	private final BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30));

	private volatile @Nullable String reason;

	/** Returns the reason, or {@code null} if there is no problem. */
	@Nullable String reason() {
		return this.reason;
	}

	/** Returns whether enough time has passed since the last failure. */
	boolean allowsAttempt() {
		return this.backOff.isDue();
	}

	/** Forgets the problem, because an attempt succeeded. */
	void solved() {
		this.reason = null;
		this.backOff.reset();
	}

	/** Keeps why an attempt failed. */
	void occurred(Throwable ex) {
		String now = Reason.of(ex);
		if (!now.equals(this.reason)) {
			log.warn("Tried again later: {}", now);
		}
		log.debug("A batch can't be finished", ex);
		this.reason = now;
		this.backOff.failed();
	}

}
