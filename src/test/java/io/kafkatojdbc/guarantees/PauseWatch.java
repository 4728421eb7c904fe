package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks all the time whether consumers pause although no batch is on its way into the
 * target.
 */
final class PauseWatch implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(PauseWatch.class);

	private static final Duration INTERVAL = Duration.ofMillis(400);

	/** An instance looks at the ledger several times a second, unless it is disturbed. */
	private static final Duration TOO_LONG = Duration.ofSeconds(5);

	/** A look that takes so long does not show one pause, but perhaps two. */
	private static final Duration LOST_SIGHT = Duration.ofSeconds(2);

	private final ScheduledExecutorService executor;

	private final Audit audit;

	private final BooleanSupplier canKnow;

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	/**
	 * Begins to watch.
	 * @param instances the instances
	 * @param audit what the ledger says
	 * @param canKnow whether the instances can read that as well
	 */
	PauseWatch(List<Instance> instances, Audit audit, BooleanSupplier canKnow) {
		this.audit = audit;
		this.canKnow = canKnow;
		this.executor = Executors.newScheduledThreadPool(instances.size());
		instances.forEach(this::watch);
	}

	private void watch(Instance instance) {
		var unused = this.executor.scheduleWithFixedDelay(new Watch(instance), 0, INTERVAL.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/** Lists what was seen since it was asked last. */
	List<String> takeViolations() {
		List<String> seen = List.copyOf(this.violations);
		this.violations.removeAll(seen);
		return seen;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	/** The look at one instance. */
	private final class Watch implements Runnable {

		private final Instance instance;

		private long since = System.nanoTime();

		private long seen = System.nanoTime();

		private long batch = -1;

		Watch(Instance instance) {
			this.instance = instance;
		}

		@Override
		public void run() {
			try {
				if (!isPausedWithoutReason()) {
					this.batch = -1;
				}
			}
			catch (RuntimeException ex) {
				log.trace("Nothing to be seen of instance {}", this.instance, ex);
				this.batch = -1;
			}
		}

		private boolean isPausedWithoutReason() {
			if (!this.instance.isObservable() || !this.instance.consumers().states().contains("PAUSED")) {
				return false;
			}
			if (!PauseWatch.this.canKnow.getAsBoolean() || PauseWatch.this.audit.hasUnfinishedBatch()) {
				return false;
			}
			long open = PauseWatch.this.audit.openBatch();
			long now = System.nanoTime();
			if (open != this.batch || now - this.seen > LOST_SIGHT.toNanos()) {
				this.batch = open;
				this.since = now;
			}
			this.seen = now;
			Duration paused = Duration.ofNanos(now - this.since);
			if (paused.compareTo(TOO_LONG) > 0) {
				PauseWatch.this.violations
					.add("consumers of instance %s paused for %d s while no batch before %d was unfinished"
						.formatted(this.instance, paused.toSeconds(), open));
				this.batch = -1;
			}
			return true;
		}

	}

}
