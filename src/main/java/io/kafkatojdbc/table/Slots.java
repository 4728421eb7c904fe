package io.kafkatojdbc.table;

import java.time.Duration;

import io.kafkatojdbc.database.Control;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The partitions of the staging table: two slots that hold a batch in turns, and one
 * partition for batches that are set aside. All changes are made in the current control
 * transaction.
 */
@Component
public class Slots {

	private static final String STORED_COLUMNS = """
			SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
			WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'slot'
			""";

	/**
	 * The slot number of rows that are set aside, which are in neither slot 0 nor slot 1.
	 */
	private static final int NO_SLOT = 2;

	private final CurrentStagingTable table;

	private final JdbcClient jdbc;

	Slots(CurrentStagingTable table, @Control JdbcClient jdbc) {
		this.table = table;
		this.jdbc = jdbc;
	}

	/**
	 * Returns the name of the staging table, which the slots are part of.
	 * @return the name, qualified and quoted
	 */
	public String tableName() {
		return this.table.get().name();
	}

	/**
	 * Returns the name of a slot.
	 * @param slot 0 or 1
	 * @return its table's name, qualified and quoted
	 */
	public String slotName(int slot) {
		return this.table.known().slots().get(slot);
	}

	/**
	 * Returns the name of the partition for batches that are set aside.
	 * @return its table's name, qualified and quoted
	 */
	public String setAsideName() {
		return this.table.known().setAside();
	}

	/**
	 * Locks a slot against other sessions until the transaction ends.
	 * @param slot 0 or 1
	 * @param lock how the slot is to be emptied
	 * @param patience how long to wait for the lock; later sessions that want to use the
	 * slot wait, too
	 * @throws SlotInUseException if another session uses the slot
	 */
	public void lock(int slot, SlotLock lock, Duration patience) {
		this.jdbc.sql("SET LOCAL lock_timeout = " + patience.toMillis()).update();
		try {
			this.jdbc.sql("LOCK TABLE %s IN %s MODE".formatted(slotName(slot), lock.mode())).update();
		}
		catch (PessimisticLockingFailureException ex) {
			// The message of the database says less.
			throw new SlotInUseException(slot);
		}
	}

	/**
	 * Removes the rows of a batch from its slot, which the current transaction has
	 * locked.
	 * @param slot 0 or 1
	 * @param lock how the slot is locked
	 * @param batch the number of the slot's own batch
	 */
	public void empty(int slot, SlotLock lock, long batch) {
		empty(slot, lock, "batch = " + batch);
	}

	/**
	 * Empties a slot, which the current transaction has locked, and moves some of its
	 * rows to the partition for batches that are set aside.
	 * @param slot 0 or 1
	 * @param lock how the slot is locked; without a lock, a correction that somebody
	 * makes to a row between the copy and the removal would be lost
	 * @param rows the rows to move, as a condition in SQL; the other rows are removed
	 */
	public void setAside(int slot, SlotLock lock, String rows) {
		copyAside(slot, rows);
		empty(slot, lock, "true");
	}

	/**
	 * Empties a slot, which the current transaction has locked, and moves the rows of
	 * other batches than the slot's own to the partition for batches that are set aside.
	 * @param slot 0 or 1
	 * @param lock how the slot is locked
	 * @param batch the number of the slot's own batch
	 */
	public void setStrayRowsAside(int slot, SlotLock lock, long batch) {
		setAside(slot, lock, "batch <> " + batch);
	}

	private void empty(int slot, SlotLock lock, String rows) {
		this.jdbc
			.sql((lock == SlotLock.TRUNCATE) ? "TRUNCATE " + slotName(slot)
					: "DELETE FROM %s WHERE %s".formatted(slotName(slot), rows))
			.update();
	}

	private void copyAside(int slot, String condition) {
		String columns = this.jdbc.sql(STORED_COLUMNS).param(slotName(slot)).query(String.class).single();
		this.jdbc
			.sql("INSERT INTO %s (slot, %s) OVERRIDING SYSTEM VALUE SELECT %d, %s FROM %s WHERE %s"
				.formatted(setAsideName(), columns, NO_SLOT, columns, slotName(slot), condition))
			.update();
	}

	/**
	 * Removes the rows of a batch that was set aside.
	 * @param batch the batch's number
	 */
	public void removeSetAside(long batch) {
		this.jdbc.sql("DELETE FROM %s WHERE batch = ?".formatted(setAsideName())).param(batch).update();
	}

}
