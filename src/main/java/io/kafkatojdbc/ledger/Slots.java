package io.kafkatojdbc.ledger;

/** The two parts of the staging table that take turns in holding a batch. */
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

}
