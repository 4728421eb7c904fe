package io.kafkatojdbc.merge;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.kafkatojdbc.table.SlotInUseException;
import io.kafkatojdbc.table.SlotLock;
import io.kafkatojdbc.table.SlotUsers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Chooses how a slot is emptied. A slot is truncated, unless another session reads the
 * staging table for long, for example in a backup: after some refusals, the rows are
 * deleted instead. From then on a slot is truncated as soon as no session is in the way,
 * which also removes the dead rows of earlier deletions.
 */
@Component
public class SlotEmptying {

	private static final Logger log = LoggerFactory.getLogger(SlotEmptying.class);

	/** With the merger's delays between them, these refusals take about eight seconds. */
	private static final int REFUSALS = 3;

	/**
	 * A session that waits for a lock on a table makes all later sessions wait too, so
	 * the wait must be short.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Duration NO_PATIENCE = Duration.ofMillis(1);

	/**
	 * Short readers may follow each other without a gap. Only a session that waits gets
	 * its turn between them.
	 */
	private static final Duration PATIENT_EVERY = Duration.ofMinutes(1);

	private final SlotUsers users;

	private final LongSupplier nanoTime;

	private int refusals;

	private long impatientUntil;

	private volatile @Nullable String readers;

	@Autowired
	SlotEmptying(SlotUsers users) {
		this(users, System::nanoTime);
	}

	SlotEmptying(SlotUsers users, LongSupplier nanoTime) {
		this.users = users;
		this.nanoTime = nanoTime;
	}

	/**
	 * Returns which sessions have made the service delete rows instead of truncating
	 * slots.
	 * @return the sessions in words, or empty if the last slot was truncated
	 */
	public Optional<String> readers() {
		return Optional.ofNullable(this.readers);
	}

	/**
	 * Empties a slot.
	 * @param work locks the slot and empties it, in a transaction; {@code false} if there
	 * is nothing to do
	 * @return the result of the work
	 * @throws SlotInUseException if another session uses the slot
	 */
	synchronized boolean empty(Work work) {
		boolean patient = this.refusals < REFUSALS || this.nanoTime.getAsLong() - this.impatientUntil >= 0;
		try {
			boolean emptied = work.empty(SlotLock.TRUNCATE, patient ? PATIENCE : NO_PATIENCE);
			if (emptied) {
				truncated();
			}
			return emptied;
		}
		catch (SlotInUseException ex) {
			if (patient) {
				this.impatientUntil = this.nanoTime.getAsLong() + PATIENT_EVERY.toNanos();
			}
			this.refusals++;
			String sessions = this.users.describe(ex.slot());
			if (this.refusals < REFUSALS) {
				throw ex.with(": " + sessions);
			}
			return delete(work, ex, sessions);
		}
	}

	private void truncated() {
		this.refusals = 0;
		if (this.readers != null) {
			this.readers = null;
			log.info("Slots of the staging table are truncated again");
		}
	}

	private boolean delete(Work work, SlotInUseException refusal, String sessions) {
		requireRight(refusal, sessions);
		boolean emptied = deleteUnlessWritten(work);
		if (emptied && this.readers == null) {
			log.warn("Rows of merged batches are deleted, because slot {} of the staging table can't be truncated: {}. "
					+ "The dead rows remain until that session ends", refusal.slot(), sessions);
		}
		this.readers = emptied ? sessions : this.readers;
		return emptied;
	}

	private boolean deleteUnlessWritten(Work work) {
		try {
			return work.empty(SlotLock.DELETE, PATIENCE);
		}
		catch (SlotInUseException ex) {
			throw ex.with(", also not by DELETE, because one of them writes: " + this.users.describe(ex.slot()));
		}
	}

	private void requireRight(SlotInUseException refusal, String sessions) {
		if (!this.users.mayDelete(refusal.slot())) {
			throw refusal.with(": %s. The service could go on if it had the right to delete rows: %s"
				.formatted(sessions, this.users.grantDelete(refusal.slot())));
		}
	}

	/** Locks a slot and empties it. */
	@FunctionalInterface
	interface Work {

		boolean empty(SlotLock lock, Duration patience);

	}

}
