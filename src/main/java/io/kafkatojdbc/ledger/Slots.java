package io.kafkatojdbc.ledger;

/**
 * The parts of the staging table: two slots that take turns in holding a batch, and one
 * for batches that are set aside.
 */
public interface Slots {

	/**
	 * Names the table that the slots are part of.
	 * @return its name, qualified and quoted
	 */
	String tableName();

	/**
	 * Removes all rows of a slot, in the control transaction that is under way.
	 * @param slot 0 or 1
	 */
	void empty(int slot);

	/**
	 * Names a slot.
	 * @param slot 0 or 1
	 * @return its table's name, qualified and quoted
	 */
	String slotName(int slot);

	/**
	 * Names the part of the staging table for batches that are set aside.
	 * @return its table's name, qualified and quoted
	 */
	String setAsideName();

	/**
	 * Empties a slot, and keeps rows of it in the part for batches that are set aside, in
	 * the control transaction that is under way.
	 * @param slot 0 or 1
	 * @param rows which rows to keep, as a condition in SQL
	 */
	void setAside(int slot, String rows);

	/**
	 * Copies the rows of other batches than the slot's own to the part for batches that
	 * are set aside, in the control transaction that is under way.
	 * @param slot 0 or 1
	 * @param batch the number of the slot's own batch
	 */
	void setStrayRowsAside(int slot, long batch);

	/**
	 * Removes the rows of a batch that was set aside, in the control transaction that is
	 * under way.
	 * @param batch the batch's number
	 */
	void removeSetAside(long batch);

}
