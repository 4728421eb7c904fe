package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.watch.BackOff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why one consumer holds back, and when it tries again. Positioning and staging recover
 * separately: a partition may be positioned while its rows still cannot be staged.
 */
class Retries {

	private static final Logger log = LoggerFactory.getLogger(Retries.class);

	private static final Duration SHORTEST = Duration.ofMillis(250);

	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final String consumer;

	private final BackOff backOff;

	private volatile @Nullable String positioningProblem;

	private volatile @Nullable String stagingProblem;

	private volatile @Nullable String pollProblem;

	Retries(String consumer) {
		this(consumer, System::nanoTime);
	}

	Retries(String consumer, LongSupplier nanoTime) {
		this.consumer = consumer;
		this.backOff = new BackOff(SHORTEST, LONGEST, nanoTime);
	}

	boolean isDue() {
		return this.backOff.isDue();
	}

	/** Returns why the consumer holds back. Any thread may call this method. */
	@Nullable String problem() {
		return Stream.of(this.pollProblem, this.stagingProblem, this.positioningProblem)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	void polled() {
		this.pollProblem = null;
	}

	void pollFailed(RuntimeException ex) {
		this.pollProblem = Reason.of(ex);
	}

	void positioned() {
		if (this.positioningProblem != null) {
			log.info("Consumer {} reads again", this.consumer);
		}
		this.positioningProblem = null;
		if (this.stagingProblem == null) {
			this.backOff.reset();
		}
	}

	void staged() {
		if (this.stagingProblem != null) {
			log.info("Consumer {} stages again", this.consumer);
		}
		this.stagingProblem = null;
		if (this.positioningProblem == null) {
			this.backOff.reset();
		}
	}

	/**
	 * Makes the consumer try again soon. It holds back because a batch is being sealed,
	 * or because an operator has to decide, which is no problem of the consumer.
	 */
	void postponed() {
		this.backOff.reset();
		this.backOff.failed();
	}

	void positioningFailed(RuntimeException ex) {
		this.positioningProblem = holdBack(ex, this.positioningProblem);
	}

	/** Notes a reason to hold back that another part of the service logs. */
	void held(String reason) {
		this.positioningProblem = reason;
	}

	void stagingFailed(RuntimeException ex) {
		this.stagingProblem = holdBack(ex, this.stagingProblem);
	}

	private String holdBack(RuntimeException ex, @Nullable String before) {
		if (ErrorLadder.lockTimeout(ex)) {
			// The other transaction may end at any moment.
			this.backOff.reset();
		}
		this.backOff.failed();
		String reason = Reason.of(ex);
		if (!reason.equals(before)) {
			log.warn("Consumer {} holds back and tries again: {}", this.consumer, reason);
		}
		log.debug("Consumer {} failed", this.consumer, ex);
		return reason;
	}

}
