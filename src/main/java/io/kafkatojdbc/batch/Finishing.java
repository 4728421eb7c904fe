package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Sees to it that one batch at a time is finished by this instance, and that what keeps
 * failing is neither hidden nor tried in a tight loop.
 */
@Component
class Finishing {

	private static final Logger log = LoggerFactory.getLogger(Finishing.class);

	private static final ExponentialBackOff BACK_OFF = new ExponentialBackOff(500, 2);

	static {
		BACK_OFF.setMaxInterval(Duration.ofSeconds(30).toMillis());
	}

	private final BatchMerger merger;

	private final Duration grace;

	private final AtomicBoolean busy = new AtomicBoolean();

	private BackOffExecution delays = BACK_OFF.start();

	private volatile long notBefore = System.nanoTime();

	private volatile @Nullable String problem;

	Finishing(BatchMerger merger,
			@Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration timeoutPerShutdownPhase) {
		this.merger = merger;
		this.grace = timeoutPerShutdownPhase;
	}

	/** Tells how long a merge may take to end when the service stops. */
	Duration grace() {
		return this.grace;
	}

	/** Tells why the batch could not be finished. */
	@Nullable String problem() {
		return this.problem;
	}

	/** Reserves the next call of {@link #finish}, if it is to be made now. */
	boolean begin(Batch batch, Instant now) {
		return this.merger.isDue(batch, now) && System.nanoTime() - this.notBefore >= 0
				&& this.busy.compareAndSet(false, true);
	}

	/** Does what is left to do for a batch, and tells whether it came any further. */
	boolean finish(Batch batch, Instant now) {
		try {
			boolean changed = this.merger.finish(batch, now);
			this.problem = null;
			this.delays = BACK_OFF.start();
			return changed;
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
			return false;
		}
		finally {
			this.busy.set(false);
		}
	}

	private void failed(Throwable ex) {
		String reason = Reason.of(ex);
		if (!reason.equals(this.problem)) {
			log.warn("Tried again later: {}", reason);
		}
		log.debug("A batch can't be finished", ex);
		this.problem = reason;
		this.notBefore = System.nanoTime() + Duration.ofMillis(this.delays.nextBackOff()).toNanos();
	}

}
