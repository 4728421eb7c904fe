package io.kafkatojdbc.batch;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.BatchLedger;
import io.kafkatojdbc.ledger.MergeLedger;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.merge.MergeProperties;
import io.kafkatojdbc.merge.MergeProperties.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Decides when a batch is complete, and sees it through its merge: seal, pause the
 * consumers, merge, clear, resume them.
 * <p>
 * It keeps nothing in memory that the ledger does not have: a timer reads there what
 * there is to do, so that a crash, a restart and another instance's work all look alike.
 */
@Component
public class BatchCoordinator implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(BatchCoordinator.class);

	private final BatchLedger ledger;

	private final MergeLedger merges;

	private final BatchHistory history;

	private final Triggers triggers;

	private final ConsumerPause consumers;

	private final Finishing finishing;

	private final MergeProperties properties;

	private final BatchMeters meters;

	private final LookTimer timer = new LookTimer(this::look);

	private final ExecutorService mergeThread = Executors
		.newSingleThreadExecutor(new CustomizableThreadFactory("merge-"));

	private volatile Situation situation = Situation.UNKNOWN;

	private volatile boolean running;

	BatchCoordinator(BatchLedger ledger, MergeLedger merges, BatchHistory history, Triggers triggers,
			ConsumerPause consumers, Finishing finishing, MergeProperties properties, BatchMeters meters) {
		this.ledger = ledger;
		this.merges = merges;
		this.history = history;
		this.triggers = triggers;
		this.consumers = consumers;
		this.finishing = finishing;
		this.properties = properties;
		this.meters = meters;
	}

	/**
	 * Takes note that rows were staged, so that a complete batch does not wait for the
	 * timer.
	 */
	public void rowsStaged() {
		this.timer.wakeUp();
	}

	/**
	 * Tells whether consumers have to pause because a batch is on its way into the target
	 * table.
	 * @return whether a consumer that starts now has to start paused
	 */
	public boolean isPaused() {
		return this.consumers.isPaused();
	}

	/**
	 * Seals the open batch at once, and has it merged.
	 * @return the sealed batch
	 * @throws BatchNotSealableException if nothing is staged, or if the batch before it
	 * is not finished
	 */
	Batch sealNow() {
		CurrentBatches current = this.history.current();
		current.unfinished().ifPresent((unfinished) -> {
			throw BatchNotSealableException.unfinished(unfinished);
		});
		long number = current.open().number();
		if (current.open().rows() == 0) {
			throw BatchNotSealableException.nothingStaged(number);
		}
		if (!seal(number, SealReason.MANUAL)) {
			throw BatchNotSealableException.busy(number);
		}
		this.timer.wakeUp();
		return this.history.find(number).orElseThrow();
	}

	Situation situation() {
		return this.situation;
	}

	private void look() {
		try {
			CurrentBatches current = this.history.current();
			see(Situation.of(current, this.finishing.problem()));
			current.unfinished().ifPresentOrElse((batch) -> finish(batch, current), () -> collect(current));
		}
		catch (RuntimeException | Error ex) {
			// Nothing may end the timer, and with it everything.
			failed(ex);
		}
	}

	private void see(Situation seen) {
		if (seen.problem() == null && this.situation.batches() != null && this.situation.problem() != null) {
			log.info("The coordinator goes on");
		}
		this.situation = seen;
	}

	private void collect(CurrentBatches current) {
		this.consumers.resume();
		Batch open = current.open();
		Optional<SealReason> reason = this.triggers.due(open, current.now());
		if (reason.isEmpty()) {
			this.triggers.dueIn(open, current.now()).ifPresent(this.timer::lookIn);
		}
		else if (seal(open.number(), reason.get())) {
			look();
		}
	}

	private boolean seal(long number, SealReason reason) {
		boolean sealed = this.ledger.seal(number, reason);
		if (sealed) {
			this.meters.sealed(reason);
			this.history.find(number)
				.ifPresent((batch) -> log.info("Batch {} sealed by {} with {} rows", number, reason, batch.rows()));
		}
		return sealed;
	}

	private void finish(Batch batch, CurrentBatches current) {
		if (this.properties.mode() == Mode.PAUSE || this.triggers.isFull(current.open())) {
			this.consumers.pause();
		}
		else {
			this.consumers.resume();
		}
		if (this.finishing.begin(batch, current.now())) {
			this.mergeThread.execute(() -> {
				if (this.finishing.finish(batch, current.now())) {
					this.timer.wakeUp();
				}
			});
		}
	}

	private void failed(Throwable ex) {
		Situation before = this.situation;
		this.situation = before.failed(ex);
		if (before.problem() == null) {
			log.warn("The coordinator can't go on for now, and tries again: {}", this.situation.problem());
		}
		log.debug("The coordinator failed", ex);
	}

	@Override
	public void start() {
		this.running = true;
		this.merges.tryAgain();
		this.history.current()
			.unfinished()
			.ifPresent((batch) -> log.info("Batch {} with {} rows was left {}; it is finished first", batch.number(),
					batch.rows(), batch.state()));
		look();
		this.timer.start();
	}

	@Override
	public void stop() {
		this.running = false;
		long deadline = System.nanoTime() + this.finishing.grace().toNanos();
		try {
			// In this order, as a look may begin a merge.
			this.timer.end(deadline);
			this.mergeThread.shutdown();
			if (!this.mergeThread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				log.warn("A merge is still running; the database rolls it back, and the next start repeats it");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		// Starts before the consumers, and stops after them.
		return 0;
	}

}
