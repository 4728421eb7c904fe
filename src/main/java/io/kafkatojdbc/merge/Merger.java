package io.kafkatojdbc.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kafkatojdbc.database.DatabaseTime;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.MergeSettings;
import io.kafkatojdbc.pipeline.MergeSettings.OnFailure;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Merges one batch at a time on a thread of its own, and then empties the slot of the
 * batch. After a failure, the merger tries again later and continues from the state of
 * the batch in the ledger.
 */
@Component
public class Merger {

	private static final Logger log = LoggerFactory.getLogger(Merger.class);

	private final MergeAttempt attempt;

	private final SlotRelease slots;

	private final MergeSettings settings;

	private final MergeMeters meters;

	private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("merge-"));

	private final AtomicBoolean busy = new AtomicBoolean();

	private final MergeProblem problem = new MergeProblem();

	Merger(MergeAttempt attempt, SlotRelease slots, MergeMeters meters, Pipeline pipeline) {
		this.attempt = attempt;
		this.slots = slots;
		this.meters = meters;
		this.settings = pipeline.merge();
	}

	/**
	 * Returns why the last batch could not be finished.
	 * @return the reason, or {@code null} if there was no problem
	 */
	public @Nullable String problem() {
		return this.problem.reason();
	}

	/**
	 * Starts the work that is left for a batch: to merge it and empty its slot, or to set
	 * it aside. The method does nothing if that work is not due yet, or if other work is
	 * running.
	 * @param batch a batch that is sealed, failed or merged
	 * @param now the time by the database's clock
	 * @param onProgress called after the batch was cleared or set aside
	 */
	public void begin(Batch batch, Instant now, Runnable onProgress) {
		if (isDue(batch, now) && this.problem.allowsAttempt() && this.busy.compareAndSet(false, true)) {
			this.thread.execute(() -> finish(batch, now, onProgress));
		}
	}

	private boolean isDue(Batch batch, Instant now) {
		Instant nextAttempt = batch.times().nextAttempt();
		return batch.state() != BatchState.FAILED || isToBeSetAside(batch)
				|| (nextAttempt != null && isDue(nextAttempt, now));
	}

	// An attempt that is due later than any delay was planned before the clock was set
	// back.
	private static boolean isDue(Instant nextAttempt, Instant now) {
		return !now.isBefore(nextAttempt)
				|| DatabaseTime.wasSetBack(nextAttempt.minus(MergeAttempt.LONGEST_DELAY), now);
	}

	private boolean isToBeSetAside(Batch batch) {
		return batch.state() == BatchState.FAILED && this.settings.onFailure() == OnFailure.SET_ASIDE
				&& batch.attempts() >= this.settings.maxAttempts();
	}

	private void finish(Batch batch, Instant now, Runnable onProgress) {
		boolean changed = false;
		try {
			if (isToBeSetAside(batch)) {
				changed = setAside(batch);
			}
			else {
				changed = (batch.state() == BatchState.MERGED || this.attempt.merge(batch, now)) && clear(batch);
			}
			this.problem.solved();
		}
		catch (RuntimeException | Error ex) {
			this.problem.occurred(ex);
		}
		finally {
			this.busy.set(false);
		}
		if (changed) {
			onProgress.run();
		}
	}

	private boolean setAside(Batch batch) {
		boolean setAside = this.slots.setAside(batch.number());
		if (setAside) {
			this.meters.setAside(batch);
			log.error("Batch {} set aside with its {} rows after {} attempts: {}", batch.number(), batch.rows(),
					batch.attempts(), batch.error());
		}
		return setAside;
	}

	private boolean clear(Batch batch) {
		boolean cleared = this.slots.clear(batch);
		if (cleared) {
			log.info("Batch {} cleared", batch.number());
		}
		return cleared;
	}

	/**
	 * Starts no more work, and waits for a merge that is running.
	 * @param atMost how long to wait
	 */
	public void stop(Duration atMost) {
		this.thread.shutdown();
		try {
			if (!this.thread.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
				log.warn("A merge is still running; the database rolls it back, and the next start repeats it");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
