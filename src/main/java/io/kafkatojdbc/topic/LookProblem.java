package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.database.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the last look at the topic failed, or how long ago it was. Any thread may ask for
 * the complaint.
 */
class LookProblem {

	private static final Logger log = LoggerFactory.getLogger(LookProblem.class);

	/** Longer than all time-outs of one look together. */
	private static final Duration OUTDATED = Duration.ofSeconds(30);

	/** Why the broker could not be asked. */
	private volatile @Nullable String reason;

	private volatile long lookedAt = System.nanoTime();

	void succeeded() {
		this.reason = null;
	}

	/** Notes why a look failed. Logs it if the last look succeeded. */
	void failed(Throwable ex, boolean running) {
		if (this.reason == null && running) {
			log.warn("The topic can't be looked at for now: {}", Reason.of(ex));
		}
		this.reason = Reason.of(ex);
	}

	/** Notes the end of a look, whether it succeeded or failed. */
	void ended() {
		this.lookedAt = System.nanoTime();
	}

	/** Returns what is wrong with the looks, or empty if nothing is wrong. */
	Optional<String> complaint() {
		Duration age = Duration.ofNanos(System.nanoTime() - this.lookedAt);
		if (age.compareTo(OUTDATED) > 0) {
			return Optional.of("Nobody could look at the topic for " + age.toSeconds() + " s");
		}
		return Optional.ofNullable(this.reason).map((failure) -> "Kafka: " + failure);
	}

}
