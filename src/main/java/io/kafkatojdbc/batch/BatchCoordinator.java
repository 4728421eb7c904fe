package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.Optional;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.ledger.SealedBatches;
import io.kafkatojdbc.merge.Merger;
import io.kafkatojdbc.pipeline.MergeSettings.Mode;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.stereotype.Component;

/**
 * Decides when a batch is complete, and starts its merge. A batch goes through these
 * steps: seal the batch, pause the consumers, merge the batch, clear its slot, resume the
 * consumers.
 * <p>
 * The coordinator keeps no state of a batch in memory. A timer reads the next step from
 * the ledger, so a crash, a restart and the work of another instance are all handled in
 * the same way.
 */
@Component
public class BatchCoordinator extends Watch {

	private static final Logger log = LoggerFactory.getLogger(BatchCoordinator.class);

	/** The coordinator starts before the consumers, and stops after them. */
	private static final int PHASE = 0;

	private final BatchSealer sealer;

	private final SealedBatches sealedBatches;

	private final BatchHistory history;

	private final Triggers triggers;

	private final ConsumerPause consumers;

	private final Merger merger;

	private final Mode mode;

	private final Duration grace;

	private volatile LastLook lastLook = LastLook.NONE;

	BatchCoordinator(BatchSealer sealer, SealedBatches sealedBatches, BatchHistory history, Triggers triggers,
			ConsumerPause consumers, Merger merger, Pipeline pipeline, LifecycleProperties lifecycle) {
		super("coordinator-", Duration.ofMillis(200), PHASE);
		this.sealer = sealer;
		this.sealedBatches = sealedBatches;
		this.history = history;
		this.triggers = triggers;
		this.consumers = consumers;
		this.merger = merger;
		this.mode = pipeline.merge().mode();
		this.grace = lifecycle.getTimeoutPerShutdownPhase();
	}

	/**
	 * Makes the coordinator look soon, because rows were staged. A complete batch does
	 * not have to wait for the timer.
	 */
	public void rowsStaged() {
		lookSoon();
	}

	/**
	 * Seals the open batch now. The coordinator merges the batch next.
	 * @return the sealed batch
	 * @throws BatchNotSealableException if no rows are staged, if the batch before it is
	 * not finished, or if other transactions keep the batch open for too long
	 */
	Batch sealNow() {
		long number = this.sealer.sealNow();
		lookSoon();
		return this.history.find(number).orElseThrow();
	}

	LastLook lastLook() {
		return this.lastLook;
	}

	@Override
	protected void look() {
		CurrentBatches current = this.history.current();
		Optional<Batch> unfinished = current.unfinished();
		see(LastLook.of(current,
				unfinished.isPresent() ? this.merger.problem() : this.sealer.problem(current.open().number())));
		if (unfinished.isPresent()) {
			pauseOrResume(current.open());
			this.merger.begin(unfinished.get(), current.now(), this::lookSoon);
		}
		else {
			this.consumers.resume();
			collect(current);
		}
	}

	private void see(LastLook seen) {
		if (seen.problem() == null && this.lastLook.batches() != null && this.lastLook.problem() != null) {
			log.info("The coordinator goes on");
		}
		this.lastLook = seen;
	}

	private void pauseOrResume(Batch open) {
		if (this.mode == Mode.PAUSE || this.triggers.isFull(open)) {
			this.consumers.pause();
		}
		else {
			this.consumers.resume();
		}
	}

	private void collect(CurrentBatches current) {
		Batch open = current.open();
		Optional<SealReason> reason = this.triggers.due(open, current.now());
		if (reason.isEmpty()) {
			this.triggers.dueIn(open, current.now()).ifPresent(this::lookIn);
		}
		else if (this.sealer.seal(open.number(), reason.get())) {
			look();
		}
	}

	@Override
	protected void failed(Throwable ex) {
		LastLook before = this.lastLook;
		this.lastLook = before.failed(ex);
		if (before.problem() == null) {
			log.warn("The coordinator can't go on for now, and tries again: {}", this.lastLook.problem());
		}
		log.debug("The coordinator failed", ex);
	}

	@Override
	protected void begin() {
		this.sealedBatches.retryAbandoned();
		this.history.current()
			.unfinished()
			.ifPresent((batch) -> log.info("Batch {} with {} rows was left {}; it is finished first", batch.number(),
					batch.rows(), batch.state()));
		lookAtOnce();
	}

	@Override
	public void stop() {
		long deadline = System.nanoTime() + this.grace.toNanos();
		// The merger stops after the last look, because a look may start a merge.
		super.stop();
		awaitEnd(this.grace);
		this.merger.stop(Duration.ofNanos(deadline - System.nanoTime()));
	}

}
