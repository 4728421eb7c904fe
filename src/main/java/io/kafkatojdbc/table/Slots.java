package io.kafkatojdbc.table;

import io.kafkatojdbc.database.Control;

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
	 * Removes all rows of a slot.
	 * @param slot 0 or 1
	 */
	public void empty(int slot) {
		this.jdbc.sql("TRUNCATE " + slotName(slot)).update();
	}

	/**
	 * Empties a slot, and moves some of its rows to the partition for batches that are
	 * set aside.
	 * @param slot 0 or 1
	 * @param rows the rows to move, as a condition in SQL
	 */
	public void setAside(int slot, String rows) {
		// Without the lock, a correction that somebody makes to a row between the copy
		// and the TRUNCATE would be lost.
		this.jdbc.sql("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(slotName(slot))).update();
		copyAside(slot, rows);
		empty(slot);
	}

	/**
	 * Copies the rows of other batches than the slot's own to the partition for batches
	 * that are set aside.
	 * @param slot 0 or 1
	 * @param batch the number of the slot's own batch
	 */
	public void setStrayRowsAside(int slot, long batch) {
		copyAside(slot, "batch <> " + batch);
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
