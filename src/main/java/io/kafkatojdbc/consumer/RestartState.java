package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.kafkatojdbc.watch.BackOff;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer that outlives a restart, and the time of the next restart.
 */
class RestartState {

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

	private final AtomicLong staged = new AtomicLong();

	private final BackOff backOff = new BackOff(Duration.ofSeconds(1), LONGEST_PAUSE);

	private @Nullable String effect;

	private boolean dead;

	private @Nullable String renewalProblem;

	private int restarts;

	/** Returns the counter of staged records. */
	AtomicLong staged() {
		return this.staged;
	}

	int restarts() {
		return this.restarts;
	}

	boolean isDead() {
		return this.dead;
	}

	/** Returns why the consumer could not be restarted. */
	Optional<String> renewalProblem() {
		return Optional.ofNullable(this.renewalProblem);
	}

	/** Requests a restart as soon as no batch is merged. */
	void outdated(String effect) {
		this.effect = effect;
		this.backOff.endDelay();
	}

	boolean isOutdated() {
		return this.effect != null;
	}

	/**
	 * Requests a restart after a delay. The delay grows if the consumer dies again soon.
	 */
	void died(Duration age) {
		this.dead = true;
		if (age.compareTo(LONGEST_PAUSE) > 0) {
			this.backOff.reset();
		}
		this.backOff.failed();
	}

	void failedToRenew(String reason) {
		this.dead = true;
		this.renewalProblem = "it can't be made anew, which is tried again: " + reason;
		this.backOff.failed();
	}

	boolean isToBeRenewed(boolean paused) {
		return (this.dead || (this.effect != null && !paused)) && this.backOff.isDue();
	}

	/** Notes that the consumer was restarted, and returns the reason for the log. */
	String renewed() {
		String done = (this.effect != null) ? this.effect : "was made anew after it had died";
		if (this.dead) {
			this.restarts++;
		}
		this.dead = false;
		this.effect = null;
		this.renewalProblem = null;
		return done;
	}

}
